/// Invented names: 59 × 61 pairs of words, none twice.
enum InventedName {
  /// How many there are.
  static var limit: Int { first.count * second.count }

  /// The name with that number; as both lists have prime lengths, every number below `limit` has its own.
  static func number(_ index: Int) -> String {
    "\(first[index % first.count])-\(second[index % second.count])"
  }

  private static let first = words(
    """
    amber ample april arctic autumn azure birch blue bold brass brave bright bronze calm cedar clear
    clever coral crisp dapper deep early eager east fair fern first gentle golden grand green happy
    hazel high honest humble icy ivory jade keen kind late light little lively lucky maple mellow
    merry misty noble north olive pale plain proud quiet rapid red
    """)

  private static let second = words(
    """
    acorn anchor anvil apple arrow bakery barn beacon bell bicycle boat book bridge brook candle
    canvas castle cello chapel clock cloud clover corner cottage crane dairy desk engine falcon farm
    ferry field forge fox garden glass grove harbor hill house island kettle lake lantern ledger
    library meadow mill orchard otter pebble pine piano press quarry river school stone tower valley
    willow
    """)

  private static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" }.map(String.init)
  }
}
