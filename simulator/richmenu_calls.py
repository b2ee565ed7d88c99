"""The calls about rich menus. Source: Messaging API reference, "Rich menu" and "Per-user rich menu"."""

from simulator.calls import Answer, Call
from simulator.errors import NOT_FOUND, Json, LineError, body_errors, invalid_property
from simulator.ids import USER_ID
from simulator.media import Content
from simulator.platform import Platform
from simulator.richmenus import ALIAS, check_menu
from simulator.shapes import Place

BULK = 500


def create(platform: Platform, call: Call) -> Answer:
    """Create a menu; nobody sees it until it has a picture and is linked."""
    return Answer(body={"richMenuId": platform.richmenus.create(call.body())})


def validate(_platform: Platform, call: Call) -> Answer:
    """Check a menu without creating it."""
    check_menu(call.body())
    return Answer()


def listing(platform: Platform, _call: Call) -> Answer:
    """List all menus."""
    return Answer(body={"richmenus": list(platform.richmenus.rows.values())})


def get(platform: Platform, _call: Call, menu_id: str) -> Answer:
    """Return one menu."""
    return Answer(body=platform.richmenus.get(menu_id))


def delete(platform: Platform, _call: Call, menu_id: str) -> Answer:
    """Delete one menu."""
    platform.richmenus.delete(menu_id)
    return _shown(platform)


def upload(platform: Platform, call: Call, menu_id: str) -> Answer:
    """Upload a menu's picture."""
    content_type = call.headers.get("content-type", "").split(";")[0].strip()
    platform.richmenus.put_image(menu_id, Content(call.raw, content_type))
    return Answer()


def download(platform: Platform, _call: Call, menu_id: str) -> Answer:
    """Return a menu's picture."""
    image = platform.richmenus.images.get(menu_id)
    if image is None:
        raise LineError(404, NOT_FOUND)
    return Answer(body=image.data, content_type=image.content_type)


def set_default(platform: Platform, _call: Call, menu_id: str) -> Answer:
    """Show a menu to everybody who has none of their own."""
    platform.richmenus.require_image(menu_id)
    platform.richmenus.default = menu_id
    return _shown(platform)


def get_default(platform: Platform, _call: Call) -> Answer:
    """Return the default menu's id."""
    return _menu_id(platform.richmenus.default)


def clear_default(platform: Platform, _call: Call) -> Answer:
    """Show no menu by default."""
    platform.richmenus.default = None
    return _shown(platform)


def link(platform: Platform, _call: Call, user_id: str, menu_id: str) -> Answer:
    """Give one person a menu of their own, at once."""
    platform.richmenus.require_image(menu_id)
    platform.richmenus.linked[user_id] = menu_id
    return _shown(platform)


def linked(platform: Platform, _call: Call, user_id: str) -> Answer:
    """Return the id of a person's own menu."""
    return _menu_id(platform.richmenus.linked.get(user_id))


def unlink(platform: Platform, _call: Call, user_id: str) -> Answer:
    """Take a person's own menu away."""
    platform.richmenus.linked.pop(user_id, None)
    return _shown(platform)


def bulk_link(platform: Platform, call: Call) -> Answer:
    """Give up to 500 people a menu; LINE answers 202 and works on."""
    menu_id = str(call.body().get("richMenuId"))
    platform.richmenus.require_image(menu_id)
    platform.richmenus.linked |= dict.fromkeys(_user_ids(call.body()), menu_id)
    return _shown(platform, 202)


def bulk_unlink(platform: Platform, call: Call) -> Answer:
    """Take the menus of up to 500 people away."""
    for user_id in _user_ids(call.body()):
        platform.richmenus.linked.pop(user_id, None)
    return _shown(platform, 202)


def create_alias(platform: Platform, call: Call) -> Answer:
    """Name a menu, for tabs."""
    alias, menu_id = call.body().get("richMenuAliasId"), str(call.body().get("richMenuId"))
    if not isinstance(alias, str) or not ALIAS.fullmatch(alias):
        raise invalid_property("richMenuAliasId")
    if alias in platform.richmenus.aliases:
        raise LineError(400, "conflict richmenu alias id")
    platform.richmenus.require_image(menu_id)
    platform.richmenus.aliases[alias] = menu_id
    return Answer()


def update_alias(platform: Platform, call: Call, alias: str) -> Answer:
    """Point a name at another menu."""
    _alias(platform, alias)
    menu_id = str(call.body().get("richMenuId"))
    platform.richmenus.require_image(menu_id)
    platform.richmenus.aliases[alias] = menu_id
    return Answer()


def get_alias(platform: Platform, _call: Call, alias: str) -> Answer:
    """Return one name."""
    return Answer(body=_alias(platform, alias))


def delete_alias(platform: Platform, _call: Call, alias: str) -> Answer:
    """Forget a name."""
    _alias(platform, alias)
    del platform.richmenus.aliases[alias]
    return Answer()


def aliases(platform: Platform, _call: Call) -> Answer:
    """List all names."""
    return Answer(body={"aliases": [_alias(platform, alias) for alias in platform.richmenus.aliases]})


def _alias(platform: Platform, alias: str) -> Json:
    if alias not in platform.richmenus.aliases:
        raise LineError(404, NOT_FOUND)
    return {"richMenuAliasId": alias, "richMenuId": platform.richmenus.aliases[alias]}


def _menu_id(menu_id: str | None) -> Answer:
    if menu_id is None:
        raise LineError(404, "the user has no richmenu")
    return Answer(body={"richMenuId": menu_id})


def _shown(platform: Platform, status: int = 200) -> Answer:
    # Open chat pages ask anew which menu their person sees.
    with platform.changed:
        platform.chats.show({"event": "richmenu"})
    return Answer(status)


def _user_ids(body: Json) -> list[str]:
    ids = body.get("userIds")
    if not isinstance(ids, list) or not 1 <= len(ids) <= BULK:
        raise body_errors([Place("userIds").says(f"Size must be between 1 and {BULK}")])
    if not all(isinstance(row, str) and USER_ID.fullmatch(row) for row in ids):
        raise invalid_property("userIds")
    return ids
