"""The face of the account: the rich menus under the chat, drawn, put in place at LINE and linked to people."""
