// Draws Flex Messages. Source of the measures: LINE docs, "Flex Message elements" and "Flex Message layout".
import { element, makeTappable, setStyle } from "./element.js";
import { ALIGN, PLACE, border, fontSize, gap, imageSize, ratio } from "./measures.js";

const BLOCKS = ["header", "hero", "body", "footer"];

// `act` is called with a tapped action object.
export function drawFlex(contents, altText, act) {
  const bubbles = contents.type === "carousel" ? contents.contents : [contents];
  const drawn = bubbles.map((bubble) => drawBubble(bubble, act));
  const label = { role: "group", "aria-label": altText };
  if (contents.type !== "carousel") {
    for (const [name, value] of Object.entries(label)) drawn[0].setAttribute(name, value);
    return drawn[0];
  }
  return element("div", { class: "fx-carousel", tabindex: 0, ...label }, ...drawn);
}

function drawBubble(bubble, act) {
  const made = element("div", { class: `fx-bubble fx-${bubble.size ?? "mega"}`, dir: bubble.direction ?? "ltr" });
  for (const name of BLOCKS) {
    if (bubble[name]) made.append(drawBlock(name, bubble[name], bubble.styles?.[name] ?? {}, act));
  }
  if (bubble.action) makeTappable(made, bubble.action.label, () => act(bubble.action));
  return made;
}

function drawBlock(name, component, style, act) {
  const made = element("div", { class: `fx-block fx-${name}` }, draw(component, "vertical", act));
  if (style.separator) made.classList.add("fx-ruled");
  setStyle(made, { "background-color": style.backgroundColor, "border-color": style.separatorColor });
  return made;
}

const DRAW = { box, text, button, image, icon, separator, filler, video };

function draw(component, layout, act) {
  const made = (DRAW[component.type] ?? unknown)(component, layout, act);
  placeInParent(made, component, layout);
  return made;
}

// An unknown component is shown as such: silently leaving it out would hide a mistake.
function unknown(component) {
  return element("div", { class: "fx-text" }, `[${component.type}]`);
}

function placeInParent(made, component, layout) {
  const shift = component.position === "absolute" ? "absolute" : null;
  setStyle(made, {
    position: shift ?? (hasOffset(component) ? "relative" : null),
    top: gap(component.offsetTop), bottom: gap(component.offsetBottom),
    "inset-inline-start": gap(component.offsetStart), "inset-inline-end": gap(component.offsetEnd),
    flex: flexOf(component, layout),
  });
}

const hasOffset = (component) => Object.keys(component).some((name) => name.startsWith("offset"));

// In rows children share the width (1 each unless told otherwise); in columns they take their own height.
function flexOf(component, layout) {
  const column = layout === "vertical";
  const own = component.width || component.type === "icon" || component.type === "separator";
  const share = component.flex ?? (component.type === "filler" ? 1 : column || own ? 0 : 1);
  if (share === 0) return column ? null : "0 0 auto";
  return column ? `${share} 0 auto` : `${share} 1 0`;
}

function box(component, _layout, act) {
  const made = element("div", { class: `fx-box fx-${component.layout}` });
  setStyle(made, boxStyle(component));
  if (component.cornerRadius) made.classList.add("fx-clip");
  let first = true;
  for (const child of component.contents) {
    const drawn = draw(child, component.layout, act);
    if (child.position !== "absolute") {
      if (!first) setStyle(drawn, { [before(component)]: gap(child.margin ?? component.spacing) });
      first = false;
    }
    made.append(drawn);
  }
  if (component.action) makeTappable(made, component.action.label, () => act(component.action));
  return made;
}

const before = (parent) => (parent.layout === "vertical" ? "margin-top" : "margin-inline-start");

function boxStyle(component) {
  const edge = component.borderWidth ?? (component.borderColor ? "normal" : null);
  return {
    "background-color": component.backgroundColor,
    "background-image": gradient(component.background),
    "border-style": edge && "solid", "border-width": edge && border(edge),
    "border-color": edge && (component.borderColor ?? "#d4d6da"),
    "border-radius": gap(component.cornerRadius),
    width: component.width, "max-width": component.maxWidth,
    height: component.height, "max-height": component.maxHeight,
    padding: gap(component.paddingAll),
    "padding-top": gap(component.paddingTop), "padding-bottom": gap(component.paddingBottom),
    "padding-inline-start": gap(component.paddingStart), "padding-inline-end": gap(component.paddingEnd),
    "justify-content": component.justifyContent, "align-items": component.alignItems,
  };
}

function gradient(background) {
  if (background?.type !== "linearGradient") return null;
  const middle = background.centerColor ? `${background.centerColor} ${background.centerPosition ?? "50%"}, ` : "";
  return `linear-gradient(${background.angle}, ${background.startColor}, ${middle}${background.endColor})`;
}

function text(component, _layout, act) {
  const words = element("p", { class: "fx-words" }, ...pieces(component));
  setStyle(words, { ...lettering(component), "text-align": component.align ?? "start" });
  if (component.wrap) words.classList.add("fx-wrap");
  if (component.wrap && component.maxLines) {
    words.classList.add("fx-clamp");
    setStyle(words, { "-webkit-line-clamp": component.maxLines });
  }
  if (component.lineSpacing) setStyle(words, { "line-height": `calc(1.6em + ${component.lineSpacing})` });
  if (component.adjustMode === "shrink-to-fit" && !component.wrap) words.dataset.shrink = "";
  const made = element("div", { class: "fx-text" }, words);
  setStyle(made, { "justify-content": PLACE[component.gravity] });
  if (component.action) makeTappable(made, component.action.label, () => act(component.action));
  return made;
}

function pieces(component) {
  if (!component.contents?.length) return [component.text ?? ""];
  return component.contents.map((span) => element("span", { style: lettering(span) }, span.text ?? ""));
}

function lettering(component) {
  return {
    "font-size": fontSize(component.size), color: component.color,
    "font-weight": component.weight === "bold" ? "700" : component.weight && "400",
    "font-style": component.style, "text-decoration": component.decoration,
  };
}

function button(component, _layout, act) {
  const style = component.style ?? "link";
  const tap = element("button", { type: "button", "data-testid": "flex-button" }, component.action.label ?? "");
  tap.addEventListener("click", (event) => { event.stopPropagation(); act(component.action); });
  setStyle(tap, style === "link" ? { color: component.color } : { "background-color": component.color });
  if (component.adjustMode === "shrink-to-fit") tap.dataset.shrink = "";
  const made = element("div", { class: `fx-button fx-${style} fx-${component.height ?? "md"}` }, tap);
  setStyle(made, { "justify-content": PLACE[component.gravity] });
  return made;
}

function image(component, _layout, act) {
  const frame = element("div", { class: "fx-frame" }, picture(component.url, component.aspectMode));
  setStyle(frame, {
    "max-width": imageSize(component.size ?? "md"), "aspect-ratio": ratio(component.aspectRatio),
    "background-color": component.backgroundColor,
  });
  const made = element("div", { class: "fx-image" }, frame);
  const cross = PLACE[component.gravity ?? "top"];
  setStyle(made, { "justify-content": ALIGN[component.align ?? "center"], "align-items": cross });
  if (component.action) makeTappable(made, component.action.label, () => act(component.action));
  return made;
}

// Pictures from elsewhere are not fetched (the page's policy): a grey field stands in for them.
function picture(url, mode) {
  const made = element("img", { src: url, alt: "", loading: "lazy", referrerpolicy: "no-referrer" });
  setStyle(made, { "object-fit": mode === "cover" ? "cover" : "contain" });
  made.addEventListener("error", () => { made.parentElement?.classList.add("fx-lost"); made.remove(); });
  return made;
}

function icon(component) {
  const made = element("span", { class: "fx-icon" }, picture(component.url, "contain"));
  setStyle(made, { height: fontSize(component.size ?? "md"), "aspect-ratio": ratio(component.aspectRatio) });
  return made;
}

function separator(component) {
  return element("div", { class: "fx-separator", role: "separator", style: { "background-color": component.color } });
}

function filler() {
  return element("div", { class: "fx-filler" });
}

function video(component) {
  return element("div", { class: "fx-video", style: { "aspect-ratio": ratio(component.aspectRatio) } }, "▶ วิดีโอ");
}

// Runs after the message is on the page: only then is there a width to fit into.
export function shrinkToFit(root) {
  for (const target of root.querySelectorAll("[data-shrink]")) {
    let size = parseFloat(getComputedStyle(target).fontSize);
    while (target.scrollWidth > target.clientWidth && size > 8) {
      size -= 0.5;
      target.style.fontSize = `${size}px`;
    }
  }
}
