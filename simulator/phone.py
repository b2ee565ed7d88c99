"""What people do with their phones: each act becomes a webhook, and a bubble in their own chat.

Source of the event forms: Messaging API reference, "Webhook Event Objects".
"""

from typing import Any

from simulator.errors import Json
from simulator.ids import message_id, token
from simulator.platform import Platform
from simulator.webhooks import Webhooks, chat_id

# One grey pixel: what a test sends when the picture does not matter.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63686868000003040181d8fe47750000000049454e44ae426082"
)


class Phone:
    """The acts of people. Every act returns its webhookEventId; how the bot answered is in `deliveries`."""

    _platform: Platform
    _webhooks: Webhooks

    def say(self, person_id: str, text: str, group: str | None = None, **more: Any) -> str:
        """Send a text, in a group if one is named; `more` are fields such as `mention`."""
        return self._message(person_id, {"type": "text", "text": text, "quoteToken": token(), **more}, group)

    def sticker(self, person_id: str, package_id: str = "446", sticker_id: str = "1988") -> str:
        """Send a sticker."""
        sticker = {"packageId": package_id, "stickerId": sticker_id, "stickerResourceType": "STATIC"}
        return self._message(person_id, {"type": "sticker", "quoteToken": token(), **sticker})

    def image(self, person_id: str, data: bytes = PIXEL, content_type: str = "image/png") -> str:
        """Send a picture, which the bot can fetch."""
        return self._content(person_id, {"type": "image", "quoteToken": token()}, data, content_type)

    def video(self, person_id: str, data: bytes = b"video", duration: int = 1000) -> str:
        """Send a film of so many milliseconds."""
        message = {"type": "video", "quoteToken": token(), "duration": duration}
        return self._content(person_id, message, data, "video/mp4")

    def audio(self, person_id: str, data: bytes = b"audio", duration: int = 1000) -> str:
        """Send a voice message of so many milliseconds."""
        return self._content(person_id, {"type": "audio", "duration": duration}, data, "audio/m4a")

    def file(
        self,
        person_id: str,
        name: str,
        data: bytes = b"file",
        content_type: str = "application/octet-stream",
    ) -> str:
        """Send a file."""
        message = {"type": "file", "fileName": name, "fileSize": len(data)}
        return self._content(person_id, message, data, content_type)

    def location(
        self,
        person_id: str,
        latitude: float = 13.7563,
        longitude: float = 100.5018,
        title: str | None = None,
        address: str | None = None,
    ) -> str:
        """Send a place."""
        message = {"type": "location", "title": title, "address": address}
        place = {"latitude": latitude, "longitude": longitude}
        return self._message(person_id, {**_given(message), **place})

    def postback(self, person_id: str, data: str, params: Json | None = None, display_text: str | None = None) -> str:
        """Tap a postback button; its displayText stays in the chat as the person's own words."""
        if display_text:
            with self._platform.changed:
                self._platform.say(person_id, {"message": {"type": "text", "text": display_text}})
        postback = _given({"data": data, "params": params})
        return self.event(person_id, {"type": "postback", "postback": postback})

    def switch_richmenu(self, person_id: str, alias: str, data: str) -> str:
        """Tap a tab of a rich menu: the phone changes the menu itself and tells the bot afterwards."""
        menus = self._platform.richmenus
        known = alias in menus.aliases
        with self._platform.changed:
            if known:
                menus.linked[person_id] = menus.aliases[alias]
            self._platform.chats.show({"event": "richmenu"})
        status = "SUCCESS" if known else "RICHMENU_ALIAS_ID_NOTFOUND"
        return self.postback(person_id, data, {"newRichMenuAliasId": alias, "status": status})

    def follow(self, person_id: str, is_unblocked: bool = False) -> str:
        """Add the account as a friend, or unblock it."""
        self.unblock(person_id)
        return self.event(person_id, {"type": "follow", "follow": {"isUnblocked": is_unblocked}})

    def unfollow(self, person_id: str) -> str:
        """Block the account; LINE tells the bot by this event only."""
        self.block(person_id)
        return self.event(person_id, {"type": "unfollow"})

    def block(self, person_id: str) -> None:
        """Block without a webhook, as if it was lost on the way."""
        self._set_blocked(person_id, True)

    def unblock(self, person_id: str) -> None:
        """Unblock without a webhook."""
        self._set_blocked(person_id, False)

    def unsend(self, person_id: str, unsent_id: str) -> str:
        """Take a message back; its content is gone from now on."""
        with self._platform.changed:
            self._platform.media.unsend(unsent_id)
            self._platform.chats.unsend(person_id, unsent_id)
        return self.event(person_id, {"type": "unsend", "unsend": {"messageId": unsent_id}})

    def join(self, group_id: str, members: tuple[str, ...] = ()) -> str:
        """Invite the account into a group of people."""
        with self._platform.changed:
            self._platform.people.groups.setdefault(group_id, {}).update(dict.fromkeys(members))
        return self._send({"type": "join", "source": {"type": "group", "groupId": group_id}})

    def event(self, person_id: str, partial: Json) -> str:
        """Send any event of a person; missing common fields are filled in."""
        return self._send({"source": self._source(person_id, None), **partial})

    def make_event(self, person_id: str, partial: Json) -> Json:
        """Return a complete event without sending it, for a batch of several."""
        return self._webhooks.complete({"source": self._source(person_id, None), **partial})

    def _message(self, person_id: str, message: Json, group: str | None = None) -> str:
        full = {"id": message_id(), "markAsReadToken": token(), **message}
        event = {"type": "message", "message": full, "source": self._source(person_id, group)}
        return self._send(event)

    def _content(self, person_id: str, message: Json, data: bytes, content_type: str) -> str:
        new_id = message_id()
        self._platform.media.keep(new_id, data, content_type)
        provider = {} if message["type"] == "file" else {"contentProvider": {"type": "line"}}
        return self._message(person_id, {"id": new_id, **message, **provider})

    def _send(self, event: Json) -> str:
        full = self._webhooks.complete(event)
        self._show(full)
        self._webhooks.send([full])
        return str(full["webhookEventId"])

    def _show(self, event: Json) -> None:
        message = event.get("message") if event["type"] == "message" else None
        with self._platform.changed:
            if isinstance(message, dict):
                chat = chat_id(event)
                self._platform.read_tokens[str(message.get("markAsReadToken"))] = chat
                self._platform.say(chat, {"id": message.get("id"), "message": message})
            elif event["type"] in ("follow", "unfollow"):
                self._platform.say(chat_id(event), {"notice": event["type"]})

    def _source(self, person_id: str, group: str | None) -> Json:
        self._platform.people.meet(person_id)
        if group is None:
            return {"type": "user", "userId": person_id}
        self._platform.people.groups.setdefault(group, {})[person_id] = None
        return {"type": "group", "groupId": group, "userId": person_id}

    def _set_blocked(self, person_id: str, blocked: bool) -> None:
        with self._platform.changed:
            self._platform.people.meet(person_id).blocked = blocked
            self._platform.chats.show({"event": "friend", "chat": person_id, "blocked": blocked})


def _given(fields: Json) -> Json:
    """Leave out what has no value, as LINE does."""
    return {name: value for name, value in fields.items() if value is not None}
