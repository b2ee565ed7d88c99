// Draws one message of a chat: text, cards, pictures and the rest.
import { element } from "./element.js";
import { drawFlex } from "./flex.js";

const SAFE_LINK = /^https?:\/\/[^\s<>"']+/;
const LINKS = /(https?:\/\/[^\s<>"']+)/;

// Returns {node, wide, bare}: wide cards get their time below, bare ones have no bubble colour.
export function drawMessage(message, context) {
  const draw = DRAW[message.type] ?? unknown;
  return draw(message, context);
}

const bubble = (...children) => ({ node: element("div", { class: "bubble" }, ...children) });
const bare = (node, wide = false) => ({ node: element("div", { class: "bubble bare" }, node), wide });
const placeholder = (...lines) =>
  bare(element("div", { class: "placeholder" }, ...lines.map((line) => element("span", {}, line))));

const DRAW = {
  text: (message) => bubble(...linked(message.text)),
  textV2: (message) => bubble(...linked(substituted(message))),
  sticker: (message) => placeholder("สติกเกอร์", `${message.packageId} / ${message.stickerId}`),
  image: (message, context) => bare(photo(message.previewImageUrl ?? context.contentUrl)),
  video: (message, context) => film(message.originalContentUrl ?? context.contentUrl, message.previewImageUrl),
  audio: (message, context) => sound(message.originalContentUrl ?? context.contentUrl),
  file: (message, context) => file(message, context),
  location: (message) => place(message),
  imagemap: (message) => placeholder("รูปแผนที่ภาพ", message.altText),
  template: (message, context) => template(message, context.act),
  flex: (message, context) => bare(drawFlex(message.contents, message.altText, context.act), true),
};

const unknown = (message) => placeholder(`ข้อความชนิด ${message.type}`);

// Web addresses in a text can be tapped, as in LINE.
function linked(text) {
  return text.split(LINKS).map((piece) =>
    SAFE_LINK.test(piece)
      ? element("a", { href: piece, target: "_blank", rel: "noopener noreferrer" }, piece)
      : piece,
  );
}

function substituted(message) {
  return message.text.replace(/\{(\w{1,20})\}/g, (whole, name) => {
    const found = message.substitution?.[name];
    return found ? (found.type === "mention" ? `@${name}` : "▢") : whole;
  });
}

function photo(url) {
  const made = element("img", { class: "photo", src: url, alt: "รูปภาพ", referrerpolicy: "no-referrer" });
  made.addEventListener("error", () => made.replaceWith(element("div", { class: "placeholder" }, "รูปภาพ")));
  return made;
}

function film(url, poster) {
  return bare(element("video", { class: "photo", src: url, poster, controls: true, preload: "none", width: 260 }));
}

function sound(url) {
  return bubble(element("audio", { src: url, controls: true, preload: "none" }));
}

function file(message, context) {
  const link = { href: context.contentUrl, target: "_blank", rel: "noopener noreferrer" };
  return bubble(element("a", link, message.fileName), ` ${Math.ceil(message.fileSize / 1024)} KB`);
}

function place(message) {
  const where = `${message.latitude.toFixed(5)}, ${message.longitude.toFixed(5)}`;
  const title = element("strong", {}, message.title ?? "ตำแหน่งที่ตั้ง");
  const lines = [title, message.address, message.address ? element("br") : null, where];
  return { node: element("div", { class: "bubble place" }, ...lines) };
}

function template(message, act) {
  const body = message.template;
  const columns = body.columns ?? [body];
  const cards = columns.map((column) => card(body.type, column, act));
  const label = { role: "group", "aria-label": message.altText };
  const node = body.columns
    ? element("div", { class: "fx-carousel", tabindex: 0, ...label }, ...cards)
    : element("div", label, ...cards);
  return bare(node, true);
}

function card(type, column, act) {
  const url = column.thumbnailImageUrl ?? column.imageUrl;
  const picture = url && element("img", { class: "picture", src: url, alt: "", referrerpolicy: "no-referrer" });
  const title = column.title && element("strong", {}, column.title);
  const words = column.text && element("div", { class: "words" }, title, column.text);
  const buttons = (column.actions ?? [column.action]).map((action) => button(action, act));
  return element("div", { class: `tpl ${type}` }, picture, words, element("div", { class: "buttons" }, ...buttons));
}

function button(action, act) {
  const on = { click: () => act(action) };
  return element("button", { type: "button", "data-testid": "template-button", on }, action.label ?? "เปิด");
}
