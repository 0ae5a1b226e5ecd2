/// How a page looks: for reading long, on any screen and on paper, with the fonts that are there.
enum Stylesheet {
  /// The style sheet.
  static let text = [colours, frame, prose, notices, tables, figures, dark, narrow, paper].joined(separator: "\n")

  private static let colours = """
    :root {
      color-scheme: light dark;
      --paper: \(Palette.paper); --ink: \(Palette.ink); --pale: \(Palette.paleInk); --rule: #d0d4d9; --band: #f5f6f8;
      --link: #0b5394; --alarm: \(Palette.vermillion); --alarm-paper: #fff0e5; --alarm-ink: #7a2e00;
    }
    """

  private static let frame = """
    *, ::before, ::after { box-sizing: border-box; }
    html { scroll-padding-top: 4rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
      overflow-wrap: break-word;
    }
    header { border-bottom: 1px solid var(--rule); background: var(--paper); }
    header p {
      display: flex; flex-wrap: wrap; gap: 0 0.75rem; max-width: 78rem; margin: 0 auto; padding: 0.5rem 2rem;
      font-size: 0.9375rem; color: var(--pale);
    }
    header.warning {
      position: sticky; top: 0; z-index: 2; border-bottom: 3px solid var(--alarm); background: var(--alarm-paper);
    }
    header.warning p { color: var(--alarm-ink); }
    header strong { text-transform: uppercase; letter-spacing: 0.06em; }
    .product { font-weight: 600; }
    header a { margin-left: auto; color: inherit; }
    .page {
      display: grid; grid-template-columns: 14rem minmax(0, 56rem); gap: 4rem; max-width: 78rem; margin: 0 auto;
      padding: 0 2rem 4rem;
    }
    main { grid-column: 2; grid-row: 1; }
    nav { grid-column: 1; grid-row: 1; position: sticky; top: 4rem; align-self: start; margin-top: 2.5rem; max-height: 85vh; overflow-y: auto; }
    nav p { margin: 0 0 0.5rem; font-weight: 600; font-size: 0.875rem; color: var(--pale); }
    nav ol { margin: 0; padding: 0; list-style: none; font-size: 0.9375rem; line-height: 1.35; }
    nav li { margin: 0; }
    nav a { display: block; padding: 0.375rem 0; color: inherit; text-decoration: none; }
    nav a:hover { color: var(--link); text-decoration: underline; }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    """

  private static let prose = """
    main { min-width: 0; padding-top: 2rem; }
    h1, h2, h3, h4, h5 { line-height: 1.25; text-wrap: balance; break-after: avoid; }
    h1 { margin: 0 0 1.5rem; font-size: 2.125rem; font-weight: 650; letter-spacing: -0.01em; max-width: 24em; }
    h2 { margin: 3.5rem 0 1rem; padding-top: 0.75rem; border-top: 2px solid var(--ink); font-size: 1.5rem; }
    h3 { margin: 2.5rem 0 0.75rem; font-size: 1.1875rem; }
    h4, h5 { margin: 2rem 0 0.5rem; font-size: 1rem; }
    p, ul, ol { max-width: 44rem; margin: 0 0 1rem; }
    ul, ol { padding-left: 1.25rem; }
    li { margin-bottom: 0.375rem; }
    a { color: var(--link); text-underline-offset: 0.15em; }
    code { font: 0.9em/1 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
    #headline + p { font-size: 1.125rem; }
    #headline ~ ul { padding: 1rem 1.25rem 0.75rem 2.25rem; background: var(--band); border-left: 4px solid var(--link); }
    section { font-variant-numeric: tabular-nums; }
    """

  private static let notices = """
    .notice {
      margin: 0 0 2rem; padding: 1rem 1.25rem; border: 3px solid var(--alarm); background: var(--alarm-paper);
      color: var(--alarm-ink); break-inside: avoid;
    }
    .notice p { margin: 0; }
    .notice .notice-title { margin-bottom: 0.25rem; font-size: 1.5rem; font-weight: 700; line-height: 1.25; }
    """

  private static let tables = """
    .scroll { position: relative; max-width: 100%; margin: 0 0 1.25rem; overflow-x: auto; }
    table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; min-width: min(100%, 32rem); }
    caption { padding: 0 0 0.5rem; text-align: left; color: var(--pale); }
    caption span { position: sticky; left: 0; display: inline-block; max-width: min(44rem, 100vw - 2.5rem); }
    th, td { padding: 0.375rem 0.75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
    th:first-child, td:first-child { padding-left: 0; }
    thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; font-weight: 600; }
    tbody th { font-weight: 400; min-width: 8rem; max-width: 20rem; background: var(--paper); }
    td { min-width: 6rem; max-width: 24rem; }
    td.number, th.number { text-align: right; white-space: nowrap; min-width: 0; max-width: none; }
    .short { white-space: nowrap; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .total th, .total td { border-top: 1px solid var(--ink); border-bottom-color: var(--ink); }
    tbody tr:hover > * { background: var(--band); }
    """

  private static let figures = """
    figure { margin: 1.5rem 0 1.25rem; break-inside: avoid; }
    figure .scroll { margin: 0; border: 1px solid var(--rule); }
    figure svg { display: block; }
    .wide svg, .narrow svg { width: 100%; height: auto; border: 1px solid var(--rule); }
    .narrow { display: none; max-width: 32rem; }
    figcaption { margin-top: 0.5rem; font-size: 0.875rem; color: var(--pale); }
    details { margin: -1rem 0 1.5rem; font-size: 0.875rem; }
    summary { padding: 0.25rem 0; color: var(--link); cursor: pointer; }
    """

  /// The charts' rules stand for themselves so that a colour is said once, in `ChartColours`.
  private static let dark = """
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --paper: \(ChartColours.paper); --ink: \(ChartColours.ink); --pale: \(ChartColours.paleInk); --rule: #3a4047;
        --band: #1f2429; --link: #82c4f5; --alarm: #f08a3c; --alarm-paper: #35200f; --alarm-ink: #ffc79e;
      }
    \(ChartColours.rules.map { "  " + $0 }.joined(separator: "\n"))
    }
    """

  private static let narrow = """
    @media (min-width: 76.01rem) { header a:not(:focus) { opacity: 0; } }
    @media (max-width: 76rem) {
      .page { display: block; max-width: 60rem; }
      nav {
        position: static; margin-top: 3.5rem; padding-top: 0.75rem; border-top: 2px solid var(--ink); max-height: none;
        overflow: visible;
      }
      nav ol { columns: 15rem 3; }
      nav li { break-inside: avoid; }
    }
    @media (max-width: 60rem) {
      .page, header p { padding-left: 1rem; padding-right: 1rem; }
      h1 { font-size: 1.625rem; }
      h2 { font-size: 1.3125rem; }
      .wide { display: none; }
      .narrow { display: block; }
      th, td { padding: 0.375rem 0.5rem; }
      tbody th { position: sticky; left: 0; z-index: 1; max-width: 8.5rem; min-width: 5.5rem; }
    }
    @media screen and (max-width: 40rem) {
      th, td { padding: 0.375rem 0.3125rem; }
      table { font-size: 0.8125rem; }
      td { min-width: 4rem; }
      td.number { white-space: normal; }
      .wordy, .wordy caption, .wordy tbody, .wordy tr, .wordy th, .wordy td { display: block; max-width: none; }
      .wordy { min-width: 0; }
      .wordy thead { display: none; }
      .wordy tr { padding: 0.5rem 0; border-bottom: 1px solid var(--rule); }
      .wordy tbody th { position: static; padding: 0.125rem 0; border: 0; font-weight: 600; }
      .wordy td, .wordy td.number { padding: 0.125rem 0 0.125rem 7.5rem; border: 0; text-align: left; white-space: normal; }
      .wordy td::before { content: attr(data-name); float: left; width: 7rem; margin-left: -7.5rem; color: var(--pale); }
    }
    """

  /// Paper has no colour scheme, no scrolling and nothing to unfold.
  private static let paper = """
    @page { size: A4; margin: 18mm 15mm; }
    @media print {
      :root { color-scheme: light; }
      body { font-size: 10pt; line-height: 1.45; }
      nav, header a { display: none; }
      header, header.warning { position: static; }
      header p { padding: 0 0 2mm; }
      .page { display: block; max-width: none; padding: 0; }
      h1 { font-size: 20pt; }
      h2 { margin-top: 10mm; font-size: 14pt; }
      h3 { font-size: 11.5pt; }
      p, li { orphans: 3; widows: 3; }
      .scroll { overflow: visible; }
      .wide { display: block; }
      .narrow { display: none; }
      figure svg { width: 100%; height: auto; }
      table { font-size: 7.5pt; width: 100%; }
      caption { break-after: avoid; }
      td { overflow-wrap: anywhere; }
      table.dense { font-size: 6pt; }
      table.dense th, table.dense td { padding: 0.5mm 0.7mm; }
      thead { display: table-header-group; }
      tr { break-inside: avoid; }
      th, td { padding: 0.6mm 1.2mm; }
      tbody th, td, td.number, td.short, th.number { position: static; min-width: 0; white-space: normal; }
      tbody th.short { white-space: nowrap; }
      figcaption, details { font-size: 8.5pt; }
      details > summary { list-style: none; color: inherit; font-weight: 600; }
      details::details-content { content-visibility: visible; display: block; height: auto; }
      a { color: inherit; text-decoration: none; }
    }
    """
}
