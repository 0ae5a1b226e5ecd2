/// Which zones there are below the root, and which holds a name.
struct ZoneLayout: Sendable {
  /// `example` first, and every zone after the one above it.
  let zones: [Zone]

  /// The zones that a population lists, and `example`, unsigned, where it does not.
  init(_ population: Population) {
    let listed = population.zones
    let apex = listed.contains { $0.name == "example" } ? [] : [Zone(name: "example", security: .unsigned)]
    zones = (apex + listed).sorted { ($0.name.utf8.count, $0.name) < ($1.name.utf8.count, $1.name) }
  }

  /// The zone that holds a name: the one whose apex is its longest suffix.
  func zone(of name: String) -> Zone? {
    zones.last { Self.contains($0.name, name) }
  }

  /// The zones that are delegated from a zone; `nil` is the root.
  func children(of parent: Zone?) -> [Zone] {
    zones.filter { self.parent(of: $0) == parent }
  }

  /// The zone that delegates a zone; `nil` is the root.
  func parent(of zone: Zone) -> Zone? {
    zones.last { $0 != zone && Self.contains($0.name, zone.name) }
  }

  private static func contains(_ apex: String, _ name: String) -> Bool {
    name == apex || name.hasSuffix("." + apex)
  }
}
