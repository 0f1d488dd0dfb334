// Says in the page's own words that the connection is lost and comes back by itself, in place of
// Streamlit's dialog, which asks whether one is connected to the internet.
{
  const patienceMilliseconds = 1500;
  const note = document.createElement("div");
  note.id = "connection-lost";
  note.setAttribute("role", "status");
  let wasThere = false, waiting = null;

  const tellLost = () => {
    note.textContent = "The connection to the server is lost. It comes back by itself, usually "
      + "within a minute; until then the page stays as it was, and nothing can be chosen.";
    document.body.append(note);
    document.documentElement.classList.add("connection-lost");
  };
  const tellBack = () => {
    clearTimeout(waiting);
    waiting = null;
    note.remove();
    document.documentElement.classList.remove("connection-lost");
  };
  new MutationObserver(() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const isThere = app?.dataset.testConnectionState === "CONNECTED";
    if (isThere) tellBack();
    else if (wasThere) waiting ??= setTimeout(tellLost, patienceMilliseconds);
    wasThere ||= isThere;
  }).observe(document, { subtree: true, attributeFilter: ["data-test-connection-state"] });
}
