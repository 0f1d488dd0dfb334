// Gives the focus back where a choice by keyboard has put another field in place of the one that
// had it, as a picker of several models is replaced to close its list: the same of as many alike.
{
  let field = null, alike = "", place = 0, count = 0, page = "", isByKeyboard = false;
  addEventListener("keydown", () => { isByKeyboard = true; }, true);
  addEventListener("pointerdown", () => { isByKeyboard = false; }, true);
  addEventListener("focusin", ({ target }) => {
    field = target;
    alike = `input[aria-label=${JSON.stringify(field.ariaLabel ?? "")}]`;
    const fields = [...document.querySelectorAll(alike)];
    [place, count, page] = [fields.indexOf(field), fields.length, location.pathname];
  }, true);
  new MutationObserver(() => {
    const isLost = field?.isConnected === false && document.activeElement === document.body;
    if (!isLost || !isByKeyboard || location.pathname !== page) return;
    const fields = document.querySelectorAll(alike);
    if (fields.length === count) fields[place]?.focus();
  }).observe(document, { subtree: true, childList: true });
}
