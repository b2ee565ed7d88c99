"""A menu as LINE's API takes it. Source: Messaging API reference, "Rich menu" (read 2026-08)."""

from typing import Any

from bot.face.layout import HEIGHT, WIDTH, Box, area_boxes, tab_boxes
from bot.face.menus import CHAT_BAR, LABEL_LIMIT, Area, Menu, Tab
from bot.render.actions import action
from handlers.registry import button_data


def payload(menu: Menu, name: str) -> dict[str, Any]:
    """The body of "Create rich menu"; `name` is never shown to people and tells us which content it has."""
    tabs = [_area(box, _switch(tab)) for tab, box in tab_boxes(menu) if tab.label != menu.open]
    areas = [_area(box, _action(area)) for area, box in area_boxes(menu)]
    return {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": True,
        "name": name,
        "chatBarText": CHAT_BAR,
        "areas": [*tabs, *areas],
    }


def _area(box: Box, what: dict[str, Any]) -> dict[str, Any]:
    return {"bounds": {"x": box.x, "y": box.y, "width": box.width, "height": box.height}, "action": what}


def _action(area: Area) -> dict[str, Any]:
    made = action(area.action, LABEL_LIMIT)
    return made | {"inputOption": "openKeyboard"} if area.keyboard else made


def _switch(tab: Tab) -> dict[str, Any]:
    data = button_data("tab", to=tab.menu)
    return {"type": "richmenuswitch", "label": tab.label, "richMenuAliasId": f"km-{tab.menu}", "data": data}
