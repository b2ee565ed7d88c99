// One line of the log: a message with its sender and time, a notice, or a warning for the developer.
import { post } from "./actions.js";
import { element } from "./element.js";
import { drawMessage } from "./messages.js";
import { avatar } from "./people.js";

const NOTICES = { follow: "เพิ่มเพื่อนแล้ว", unfollow: "บล็อกบัญชีนี้แล้ว" };

// `context` holds the account's name, the person and what a tap does.
export function drawEntry(entry, context) {
  if (entry.problem) return drawProblem(entry.problem);
  if (entry.notice) return notice(NOTICES[entry.notice]);
  if (entry.unsent) return notice("ยกเลิกการส่งข้อความแล้ว");
  const contentUrl = `/_sim/content/${encodeURIComponent(entry.id)}`;
  const { node, wide } = drawMessage(entry.message, { act: context.act, contentUrl });
  const incoming = entry.from === "bot";
  node.dataset.testid = incoming ? "message-in" : "message-out";
  return incoming ? incomingLine(entry, node, wide, context.account) : outgoingLine(entry, node, context.person);
}

const notice = (words) => element("div", { class: "notice" }, words);

function drawProblem(words) {
  return element("div", { class: "problem", role: "status", "data-testid": "problem" }, `⚠ ${words}`);
}

export function drawDots(account) {
  const dots = element("div", { class: "bubble dots" }, element("i"), element("i"), element("i"));
  const label = { "data-testid": "loading", role: "status", "aria-label": "กำลังพิมพ์" };
  return element("div", { class: "line in", ...label }, avatar(account, null), dots);
}

function incomingLine(entry, node, wide, account) {
  const sender = entry.message.sender?.name;
  const name = sender ? element("div", { class: "sender" }, `${sender} จาก ${account}`) : null;
  const stack = element("div", { class: "stack" }, name, node);
  const via = entry.via === "reply" ? null : element("span", {}, "พุช");
  const meta = element("div", { class: "meta" }, via, time(entry));
  return element("div", { class: `line in${wide ? " wide" : ""}` }, avatar(account, null), stack, meta);
}

function outgoingLine(entry, node, person) {
  const on = { click: () => post("/_sim/unsend", { person, messageId: entry.id }) };
  const button = { class: "take-back", type: "button", "data-testid": "unsend", on };
  const takeBack = entry.id ? element("button", button, "ยกเลิก") : null;
  const meta = element("div", { class: "meta" }, takeBack, time(entry));
  return element("div", { class: "line out" }, element("div", { class: "stack" }, node), meta);
}

function time(entry) {
  const options = { hour: "2-digit", minute: "2-digit", hour12: false };
  return element("time", {}, new Date(entry.at * 1000).toLocaleTimeString("th-TH", options));
}
