/// `report.html`: the report in one file that needs nothing else, neither a network nor scripts, and asks for neither.
///
/// ```
/// header   what nobody may miss, in sight wherever one reads
/// main     h1, notice, a section a heading of level 2
/// nav      contents: beside the report where there is room, else below it, so that the headline comes first
/// ```
struct HTMLPage {
  private let blocks: [Block]

  /// A page of these blocks, of which the first is the heading of level 1.
  init(_ blocks: [Block]) { self.blocks = blocks }

  /// The id of the list of contents.
  static let contentsID = "contents"

  /// Nothing is loaded and nothing runs, whatever a peer's text should come to.
  static let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

  /// The file.
  var text: String {
    var writer = HTMLWriter()
    let main = writer.source(blocks)
    let notices = writer.notices.map(HTMLText.source).joined(separator: " · ")
    let title = writer.notices.map { $0.plain + ": " }.joined() + HTMLPage.title(of: blocks)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(HTMLPage.policy)"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="referrer" content="no-referrer"/>
      <title>\(HTMLText.escape(title))</title>
      <style>
      \(Stylesheet.text)
      </style>
      </head>
      <body>
      <header\(notices.isEmpty ? "" : " class=\"warning\"")>
      <p><span class="product">mxcensus</span>\(notices.isEmpty ? "" : " <strong>\(notices)</strong>")\
      \(writer.contents.isEmpty ? "" : " <a href=\"#\(HTMLPage.contentsID)\">Contents</a>")</p>
      </header>
      <div class="page">
      <main>
      \(main)
      </main>
      \(HTMLPage.navigation(writer.contents))
      </div>
      </body>
      </html>

      """
  }

  private static func title(of blocks: [Block]) -> String {
    for block in blocks {
      if case .heading(1, let prose) = block { return prose.plain }
    }
    return "mxcensus"
  }

  private static func navigation(_ contents: [HTMLWriter.Entry]) -> String {
    guard !contents.isEmpty else { return "" }
    let entries = contents.map { "<li><a href=\"#\($0.id)\">\(HTMLText.source($0.title))</a></li>\n" }
    return """
      <nav aria-labelledby="\(contentsID)">
      <p id="\(contentsID)">Contents</p>
      <ol>
      \(entries.joined())</ol>
      </nav>
      """
  }
}
