// Writes a board as many single-page applications do: the page asks for its posts and makes elements of them.
const app = document.getElementById("app");

function element(tag, name, text) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

async function draw() {
  const answer = await fetch("/api" + location.pathname, { headers: { "X-Board": "1" } });
  const board = await answer.json();
  app.append(element("h1", "title", board.title));
  for (const each of board.posts || []) {
    const post = element("article", "post", "");
    post.id = "p" + each.id;
    post.append(element("b", "who", each.author), element("p", "said", each.text));
    app.append(post);
  }
  for (const path of board.threads || []) {
    const link = element("a", "thread", path);
    link.href = path;
    app.append(link);
  }
}

draw();
