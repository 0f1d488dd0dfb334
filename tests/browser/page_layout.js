// What tests ask of a drawn page: whether it is at rest, and what on it is cut, small or out of order.
(() => {
  const main = () => document.querySelector("[data-testid=stMain]")
  const charts = () => [...document.querySelectorAll("[data-testid=stVegaLiteChart]")]
  const shown = element => element.checkVisibility({visibilityProperty: true, opacityProperty: true})
  const named = element => `${element.tagName} ${(element.getAttribute("aria-label") || element.textContent).trim().slice(0, 60)}`
  const scrolls = "[data-testid=stDataFrame], .on-paper, [role=tablist], pre"
  const closed = "[data-testid=stSidebar][data-collapsed=true]"
  const tolerancePixels = 3 // of a letter's box beyond its ink
  let last = "", repeats = 0

  window.pageLayout = {
    // Charts are drawn anew for another width or theme; after that nothing moves for some frames.
    isAtRest() {
      const paper = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor
      const areRedrawn = charts().every(chart => {
        const svg = chart.querySelector("svg")
        return svg && svg.style.backgroundColor === paper && svg.clientWidth <= chart.clientWidth + 1
      })
      const now = [innerWidth, main().scrollHeight, ...charts().map(chart => chart.innerHTML.length)].join()
      repeats = areRedrawn && now === last ? repeats + 1 : 0
      last = now
      return repeats > 12
    },
    // All that stands beyond the screen, and texts of charts beyond their chart or shortened.
    cut() {
      const beyond = [...main().querySelectorAll("*")].filter(element => {
        const box = element.getBoundingClientRect()
        return box.width && box.height && !element.closest(`svg, ${scrolls}`) && shown(element)
          && (box.right > innerWidth + 1 || box.left < -1)
      })
      const texts = charts().flatMap(chart => [...chart.querySelectorAll("svg text")].filter(text => {
        const paper = text.ownerSVGElement.getBoundingClientRect(), box = text.getBoundingClientRect()
        return box.width && (text.textContent.includes("…")
          || box.right > paper.right + tolerancePixels || box.left < paper.left - tolerancePixels)
      }))
      return [...beyond, ...texts].map(named)
    },
    headings() {
      return [...main().querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown)
        .map(heading => Number(heading.tagName[1]))
    },
    smallTargets() {
      return [...document.querySelectorAll("button, summary, [role=tab], nav a, [data-testid=stPageLink] a")]
        .filter(shown)
        .filter(target => {
          const box = target.getBoundingClientRect()
          return box.width && box.height && !target.closest(closed) && Math.min(box.width, box.height) < 23.5
        })
        .map(target => `${named(target)} ${target.offsetWidth}x${target.offsetHeight}`)
    },
    // Where a font lacks an icon, its name stands there in letters, far wider than high.
    iconsInLetters() {
      return [...document.querySelectorAll("span")]
        .filter(text => getComputedStyle(text).fontFamily.includes("Material"))
        .filter(icon => icon.scrollWidth > 1.5 * parseFloat(getComputedStyle(icon).fontSize))
        .map(icon => icon.innerText)
    },
    longestMotionSeconds() {
      return Math.max(...[...document.querySelectorAll("*")].flatMap(element => {
        const style = getComputedStyle(element)
        return `${style.transitionDuration}, ${style.animationDuration}`.split(", ").map(parseFloat)
      }))
    },
    // Where the focus is, and whether one sees it: an outline around it or around its label.
    // Behind the last of a page, it is with the browser.
    focus() {
      const element = document.activeElement
      const around = [element, element.closest("label")].filter(Boolean)
      const isSeen = element === document.body || around.some(one => {
        const style = getComputedStyle(one), box = one.getBoundingClientRect()
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 8 && box.height > 8
      })
      return {name: named(element), isSeen}
    },
  }
})()
