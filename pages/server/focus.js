// Gives the focus back where a choice by keyboard has put another field of the same name in place
// of the one that had it, as a picker of several models is replaced to close its list.
{
  let field = null, isByKeyboard = false;
  addEventListener("keydown", () => { isByKeyboard = true; }, true);
  addEventListener("pointerdown", () => { isByKeyboard = false; }, true);
  addEventListener("focusin", ({ target }) => { field = target; }, true);
  new MutationObserver(() => {
    const isLost = field?.isConnected === false && document.activeElement === document.body;
    if (!isLost || !isByKeyboard) return;
    const name = JSON.stringify(field.ariaLabel ?? "");
    document.querySelector(`input[aria-label=${name}]`)?.focus();
  }).observe(document, { subtree: true, childList: true });
}
