import Glibc
import SurveyCore
import SurveyDNS
import SurveyProbe
import SurveyScan
import SurveyTLS

/// A scan's options, checked: nothing below this sees a flag.
struct ScanConfiguration: Sendable {
  let lists: [String]
  let listFormat: ListFormat?
  let reducesNames: Bool
  let databasePath: String
  let label: String
  let seed: UInt64
  let port: UInt16
  let asOf: Instant?
  let isSynthetic: Bool
  let clientName: DomainName
  var resolver: ResolverConfiguration
  let dnsRate: Double
  let trustStorePath: String
  let trustStore: TrustStore
  let intermediates: [[UInt8]]
  let intermediatesSHA256: Fingerprint?
  var window: Int
  let manners: Manners
  let policy: AddressPolicy
  let visitsIPv6: Bool
  let timeouts: ProbeTimeouts
  let isQuiet: Bool
  let isVerbose: Bool

  init(_ options: ScanCommand) throws {
    guard !options.input.inputFiles.isEmpty else {
      throw Refusal(.usage, "no list to survey; name one with -f FILE, or -f - for standard input")
    }
    lists = options.input.inputFiles
    listFormat = try options.input.inputFormat.map { word in
      guard let format = ListFormat(rawValue: word) else {
        let words = ListFormat.allCases.map(\.rawValue).joined(separator: "; ")
        throw Refusal(.usage, "no list format is called \(word); there are: \(words)")
      }
      return format
    }
    reducesNames = options.input.reduce
    databasePath = options.wave.db
    label = options.wave.labelOrMonth
    seed = options.wave.seed ?? ScanConfiguration.seed(label: label)
    port = options.wave.port
    isSynthetic = options.manners.allowReserved
    asOf = try ScanConfiguration.asOf(options.wave.asOf, isSynthetic: isSynthetic)
    clientName = try ScanConfiguration.clientName(options, isSynthetic: isSynthetic)
    resolver = try ScanConfiguration.resolver(options.dns)
    dnsRate = options.dns.dnsRate ?? (ScanConfiguration.isOurs(resolver.upstream) ? 0 : 200)
    trustStorePath = options.judging.trustStore
    trustStore = try ScanConfiguration.trustStore(trustStorePath)
    let pem = try options.judging.intermediates.map { try FileContents.read($0, as: "intermediates file") }
    intermediates = try ScanConfiguration.intermediates(pem, path: options.judging.intermediates ?? "")
    intermediatesSHA256 = pem.map { SHA256.digest($0) }
    guard options.manners.window > 0 else { throw Refusal(.usage, "--window is at least 1") }
    window = options.manners.window
    manners = try ScanConfiguration.manners(options.manners)
    let isIdentified = options.identity.ehlo != nil && options.identity.contact != nil
    policy = AddressPolicy(
      blocklist: try ScanConfiguration.addresses(options.manners.blocklistFile, as: "blocklist") ?? .empty,
      allowlist: try ScanConfiguration.addresses(options.manners.allowlistFile, as: "allowlist"),
      scope: !isSynthetic ? .publicAddresses : isIdentified ? .all : .reservedAddresses)
    visitsIPv6 = !options.manners.noIPv6
    timeouts = try ScanConfiguration.timeouts(options.timeouts)
    isQuiet = options.quiet
    isVerbose = options.verbose
  }

  /// What must be the same when a wave is resumed, as words that a message can name.
  var settings: [String: String] {
    [
      "tls": "automatic",
      "ipv6": visitsIPv6 ? "yes" : "no",
      "trust-store": trustStore.sha256.description,
      "intermediates": intermediatesSHA256?.description ?? "none",
      "input-format": listFormat?.rawValue ?? "detected",
      "reduce": reducesNames ? "yes" : "no",
    ]
  }

  /// A seed that belongs to the label: another wave goes another way, the same wave the same.
  private static func seed(label: String) -> UInt64 {
    label.utf8.reduce(0x6d78_6365_6e73_7573) { SplitMix64.mix($0 ^ UInt64($1)) }
  }

  private static func asOf(_ text: String?, isSynthetic: Bool) throws -> Instant? {
    guard let text else { return nil }
    guard let instant = Instant(iso8601: text) else {
      throw Refusal(.usage, "--as-of takes a date as 2014-05-13, not \(text)")
    }
    guard isSynthetic else {
      throw Refusal(.configuration, "--as-of is for laboratories: a real wave is judged at the time of each probe")
    }
    return instant
  }

  private static func clientName(_ options: ScanCommand, isSynthetic: Bool) throws -> DomainName {
    if !isSynthetic, options.identity.ehlo == nil || options.identity.contact == nil {
      throw Refusal(
        .configuration,
        """
        a survey says who it is and how to reach you, so that operators can ask or opt out. Add to the command:
          --ehlo survey.example.org --contact mailto:postmaster@example.org
        with the name of this host, whose address leads back to it in the DNS, and an address that people read.
        """)
    }
    let contact = options.identity.contact ?? "mailto:laboratory@survey.example"
    guard contact.hasPrefix("mailto:") || contact.hasPrefix("https://") else {
      throw Refusal(.configuration, "--contact takes a mailto: or https: URI, not \(contact)")
    }
    let name = options.identity.ehlo ?? "survey.example"
    guard let clientName = try? DomainName(name), clientName.labelCount > 1 else {
      throw Refusal(.configuration, "--ehlo takes a fully qualified name as survey.example.org, not \(name)")
    }
    return clientName
  }

  private static func resolver(_ options: DNSOptions) throws -> ResolverConfiguration {
    let upstream: ResolverConfiguration.Upstream
    switch options.resolver {
    case nil: upstream = .system
    case "recursive": upstream = .recursive
    case let text?:
      let parts = text.split(separator: "@", maxSplits: 1)
      guard let address = parts.first.flatMap({ Address(String($0)) }),
        let port = parts.count == 2 ? UInt16(parts[1]) : 53
      else { throw Refusal(.usage, "--resolver takes ADDR, ADDR@PORT or recursive, not \(text)") }
      upstream = .forwarder(address, port: port)
    }
    let debian = "/usr/share/dns/root.key"
    let anchor = options.dnssecAnchor ?? (unsafe access(debian, R_OK) == 0 ? debian : nil)
    return ResolverConfiguration(upstream: upstream, trustAnchorFile: anchor)
  }

  private static func isOurs(_ upstream: ResolverConfiguration.Upstream) -> Bool {
    guard case .forwarder(let address, _) = upstream else { return false }
    return AddressSet([Network(.v4(0x7f00_0000), prefixLength: 8), Network(.v6(1), prefixLength: 128)])
      .contains(address)
  }

  private static func trustStore(_ path: String) throws -> TrustStore {
    let pem = try FileContents.read(path, as: "trust store")
    do {
      return try TrustStore(pem: pem)
    } catch .empty {
      throw Refusal(.configuration, "the trust store \(path) holds no certificate in PEM")
    } catch .unreadable {
      throw Refusal(.configuration, "the trust store \(path) holds a PEM block that is no certificate")
    }
  }

  private static func intermediates(_ pem: [UInt8]?, path: String) throws -> [[UInt8]] {
    guard let pem else { return [] }
    guard let certificates = PEM.certificates(pem), !certificates.isEmpty else {
      throw Refusal(.configuration, "the intermediates file \(path) holds no certificate in PEM")
    }
    return certificates
  }

  private static func manners(_ options: MannersOptions) throws -> Manners {
    guard options.rate >= 0, options.perAddressGap >= 0, options.perNetwork >= 0 else {
      throw Refusal(.usage, "--rate, --per-address-gap and --per-network are 0 or more")
    }
    return Manners(
      gap: .seconds(options.perAddressGap), perNetwork: options.perNetwork, rate: options.rate)
  }

  private static func addresses(_ path: String?, as purpose: String) throws -> AddressSet? {
    guard let path else { return nil }
    let text = String(decoding: try FileContents.read(path, as: purpose), as: UTF8.self)
    do {
      return try AddressSet(blocklist: text)
    } catch {
      throw Refusal(
        .configuration,
        "\(purpose) \(path), line \(error.line): neither an address nor a network: \(error.content.debugDescription)")
    }
  }

  private static func timeouts(_ options: TimeoutOptions) throws -> ProbeTimeouts {
    let seconds = [
      options.timeoutConnect, options.timeoutGreeting, options.timeoutReply, options.timeoutHandshake,
      options.timeoutSession,
    ]
    guard seconds.allSatisfy({ $0 > 0 && $0 <= 3_600 }) else {
      throw Refusal(.usage, "timeouts are seconds, more than 0 and at most 3600")
    }
    return ProbeTimeouts(
      connect: .seconds(options.timeoutConnect), greeting: .seconds(options.timeoutGreeting),
      reply: .seconds(options.timeoutReply), handshake: .seconds(options.timeoutHandshake),
      session: .seconds(options.timeoutSession))
  }
}

extension WaveOptions {
  /// The label, or the month in UTC.
  var labelOrMonth: String { label ?? Instant.now.month }
}

extension Instant {
  /// The wall clock, in whole seconds.
  static var now: Instant { Instant(epoch: Int64(time(nil))) }
}
