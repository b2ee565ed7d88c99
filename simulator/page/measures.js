// Flex measures in pixels. Source: LINE docs, "Flex Message layout": keywords of sizes, gaps and borders.

const GAP = { none: "0", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const FONT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const IMAGE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const BORDER = { none: "0", light: "0.5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px" };
export const PLACE = { top: "flex-start", center: "center", bottom: "flex-end" };
export const ALIGN = { start: "flex-start", center: "center", end: "flex-end" };

export const gap = (value) => GAP[value] ?? value;
export const fontSize = (value) => (value in FONT ? `${FONT[value]}px` : value);
export const imageSize = (value) => (value === "full" ? "100%" : value in IMAGE ? `${IMAGE[value]}px` : value);
export const ratio = (value) => (value ?? "1:1").replace(":", " / ");
export const border = (value) => BORDER[value] ?? value;
