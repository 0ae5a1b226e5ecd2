public import SurveyCore

/// How lookups are made: through which resolver, validated against which anchor, and how long they may take.
public struct ResolverConfiguration: Hashable, Sendable {
  /// Where questions go.
  public enum Upstream: Hashable, Sendable {
    /// To the name servers in `/etc/resolv.conf`.
    case system
    /// To one recursive resolver.
    case forwarder(Address, port: UInt16)
    /// To the authoritative servers, from the root down.
    case recursive
  }

  /// When a resolver is asked whether it lives, and how long its death is sat out.
  public struct Health: Hashable, Sendable {
    /// How long a check waits for an answer. A shorter absence of the resolver goes unseen, so it must be well below
    /// the timeout of a lookup.
    public var checkTimeout: Duration = .seconds(5)
    /// Time between the beginnings of two checks while lookups are in flight, however many of them fail.
    public var checkInterval: Duration = .seconds(1)
    /// The waits between the checks of a dead resolver; after the last check it is given up.
    public var pauses: [Duration] = [2, 4, 8, 16, 32, 64].map { .seconds($0) }

    /// Checks as long as a survey can afford: a dead resolver is given up after about two minutes.
    public init() {}
  }

  /// Where questions go.
  public var upstream: Upstream
  /// A file with DS or DNSKEY records of the root; `nil` stands for no validation.
  public var trustAnchorFile: String?
  /// How long one lookup may take; beyond that it is a timeout.
  public var lookupTimeout: Duration = .seconds(15)
  /// libunbound contexts, each with a thread, a cache and sockets of its own. Two were measured to answer twice as
  /// much as one; equal names always go to the same.
  public var contexts = 2
  /// UDP sockets that one context has open at most. All contexts together must stay below the file limit.
  public var socketsPerContext = 4096
  /// Cache of one context in MiB: a third of it for messages, the rest for RRsets.
  public var cacheMebibytesPerContext = 48
  /// How the resolver's own faults are told from the domains'.
  public var health = Health()

  /// A configuration with the limits of a survey.
  public init(upstream: Upstream, trustAnchorFile: String? = nil) {
    self.upstream = upstream
    self.trustAnchorFile = trustAnchorFile
  }

  /// Whether questions go to this host itself, where a laboratory's server or a local resolver listens.
  var forwardsToLoopback: Bool {
    switch upstream {
    case .forwarder(.v4(let value), _): value >> 24 == 127
    case .forwarder(.v6(let value), _): value == 1
    case .system, .recursive: false
    }
  }
}
