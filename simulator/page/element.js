// Builds page elements. Text always goes in as text, never as markup: what people and the bot write is data.

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") made.className = value;
    else if (name === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (name === "style") setStyle(made, value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

export function setStyle(target, style) {
  for (const [name, value] of Object.entries(style)) {
    if (value !== undefined && value !== null) target.style.setProperty(name, String(value));
  }
}

// A div that acts like a button, for boxes and pictures with an action.
export function makeTappable(target, label, act) {
  target.classList.add("fx-tap");
  target.tabIndex = 0;
  target.setAttribute("role", "button");
  if (label) target.setAttribute("aria-label", label);
  target.addEventListener("click", (event) => { event.stopPropagation(); act(); });
  target.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
}
