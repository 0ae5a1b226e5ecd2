/// The ids of a page: the words of a heading, and a number where they come again.
struct HTMLAnchors {
  private var taken: Set<String>

  /// No id is taken but these.
  init(reserved: Set<String>) { taken = reserved }

  /// An id for a heading: lower-case ASCII letters and digits with hyphens between the words. The same heading has the
  /// same id in every report, so that links to a part of it last.
  mutating func id(for heading: Prose) -> String {
    let words = heading.plain.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let wish = words.isEmpty ? "part" : words.joined(separator: "-")
    var id = wish
    var number = 2
    while !taken.insert(id).inserted {
      id = "\(wish)-\(number)"
      number += 1
    }
    return id
  }
}
