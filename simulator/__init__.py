"""A LINE platform on your own desk: signed webhooks, the Messaging API's rules and a chat page.

Nothing here ever talks to the real LINE. The simulator listens on 127.0.0.1 and posts webhooks
to a loopback address only. The rules come from LINE's public documentation
(developers.line.biz, Messaging API reference); where LINE is silent the code says so.
"""
