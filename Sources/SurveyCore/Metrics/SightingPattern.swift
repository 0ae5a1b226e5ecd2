/// What one or several hosts present, in a canonical form: equal where no figure can tell them apart.
///
/// Nearly all hosts of a survey look like many others. What they come to is computed once for a pattern, and operators
/// are kept as the number of their hosts of each pattern, not host by host.
public struct SightingPattern: Hashable, Sendable {
  private enum Form: Hashable, Sendable {
    /// Every address of every host shows the same.
    case uniform(UInt16)
    /// The codes of each host in ascending order, the hosts in ascending order with a separator between them.
    case various([UInt16])
  }

  private let form: Form

  private static let separator = UInt16.max

  /// Of one sighting.
  public init(_ sighting: Sighting) { form = .uniform(sighting.code) }

  /// Of one host or address by the codes of its sightings, in any order; `nil` where there are none.
  public init?(codes: [UInt16]) {
    guard let first = codes.first else { return nil }
    form = codes.allSatisfy { $0 == first } ? .uniform(first) : .various(codes.sorted())
  }

  /// Of several hosts, each with its pattern, in any order; `nil` where there are none.
  public init?(hosts: [SightingPattern]) {
    guard let first = hosts.first else { return nil }
    if hosts.count == 1 || hosts.allSatisfy({ $0 == first }) {
      form = first.form
    } else {
      let codes = hosts.map(\.codes).sorted { $0.lexicographicallyPrecedes($1) }
      form = .various(Array(codes.joined(separator: [SightingPattern.separator])))
    }
  }

  /// Of everything that several patterns show, each different sighting once: all that matters for a unit that is counted
  /// whole. `nil` where there are none.
  public init?(union patterns: [SightingPattern]) {
    guard let first = patterns.first else { return nil }
    if case .uniform = first.form, patterns.allSatisfy({ $0 == first }) {
      self = first
    } else {
      self.init(codes: Set(patterns.flatMap(\.codes)).subtracting([SightingPattern.separator]).sorted())
    }
  }

  /// The pattern as octets, as databases keep it: two for each code, the higher one first.
  public var octets: [UInt8] { codes.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] } }

  /// From `octets`.
  /// - Precondition: a pattern wrote them.
  public init(octets: some Sequence<UInt8>) {
    let octets = Array(octets)
    precondition(!octets.isEmpty && octets.count % 2 == 0, "a pattern has two octets a code")
    let codes = stride(from: 0, to: octets.count, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }
    form = codes.count == 1 ? .uniform(codes[0]) : .various(codes)
  }

  /// The code that all sightings share; `nil` where they do not.
  public var uniformCode: UInt16? {
    if case .uniform(let code) = form { code } else { nil }
  }

  private var codes: [UInt16] {
    switch form {
    case .uniform(let code): [code]
    case .various(let codes): codes
    }
  }

  /// The hosts; where all show the same, one that shows it once.
  public var hosts: [SightingGroup] {
    codes.split(separator: SightingPattern.separator).map { SightingGroup($0.map(Sighting.init(code:))) }
  }

  /// What all share, `mixed` where they differ.
  public var result: SightingGroup.Result { SightingGroup.agreement(hosts.compactMap(\.result)) ?? .mixed }

  /// What a unit of this pattern comes to.
  public func figures(_ counting: TrendUnit.Counting) -> Figures {
    switch counting {
    case .whole, .any: SightingGroup(hosts.flatMap(\.sightings)).figures(counting)
    case .sharedOut: DeliveryGroup(hosts: hosts).figures
    }
  }
}
