import Foundation

/// A running laboratory: a population's name server, SMTP servers and policy hosts on loopback, where the population has
/// odd answers a resolver before the name server, and the files that a survey of it needs.
///
/// ```swift
/// try await Laboratory.with(.classes(today: today), directory: path, smtpPort: 0) { laboratory in
///   // scan with laboratory.scanFlags, then look at laboratory.ledger
/// }
/// ```
/// Files in its directory: `list.csv`, `trust-store.pem`, `root.key`, after the stop `ledger.json` and, where there are
/// policy hosts, `policy-ledger.json`, and `dns/` with what the name server works on. It must be stopped; its name server ends with this process in
/// any case.
public actor Laboratory {
  /// What is played.
  public nonisolated let population: Population
  /// The absolute path of the directory.
  public nonisolated let directory: String
  /// The port of all SMTP servers.
  public nonisolated let smtpPort: Int
  /// The HTTPS port of all policy hosts; `nil`: there is none.
  public nonisolated let policyPort: Int?
  /// The port on 127.0.0.1 of the name server or, where questions are answered oddly, of the resolver before it.
  public nonisolated let dnsPort: Int
  /// What the servers saw so far.
  public nonisolated let ledger: Ledger
  /// What the policy hosts saw so far.
  public nonisolated let policyLedger: PolicyLedger

  private let nameServer: NameServer
  private let forwarder: FaultyForwarder?
  private let servers: Servers
  private var stopping: Task<Void, any Error>?

  private init(
    _ population: Population, directory: String, nameServer: NameServer, forwarder: FaultyForwarder?, servers: Servers
  ) {
    self.population = population
    self.directory = directory
    self.nameServer = nameServer
    self.forwarder = forwarder
    self.servers = servers
    smtpPort = servers.port
    policyPort = servers.policyPort
    ledger = servers.ledger
    policyLedger = servers.policyLedger
    dnsPort = forwarder?.port ?? nameServer.port
  }

  /// The domains with their weights: `domain,weight`, a line each.
  public nonisolated var list: String { "\(directory)/list.csv" }
  /// The laboratory's public root, in PEM.
  public nonisolated var trustStore: String { "\(directory)/trust-store.pem" }
  /// The root zone's key, as libunbound reads it.
  public nonisolated var anchor: String { "\(directory)/root.key" }
  /// What the servers saw, as a JSON array with an object for each that was contacted; there after the stop.
  public nonisolated var ledgerFile: String { "\(directory)/ledger.json" }
  /// The same of the policy hosts; not there where the population has none.
  public nonisolated var policyLedgerFile: String { "\(directory)/policy-ledger.json" }
  /// What answers on that port, in the form `address@port`.
  public nonisolated var resolver: String { "127.0.0.1@\(dnsPort)" }

  /// The arguments with which `mxcensus scan` surveys this laboratory.
  public nonisolated var scanFlags: [String] {
    var flags = [
      "--input-file", list, "--port", String(smtpPort), "--resolver", resolver,
      "--dnssec-anchor", anchor, "--trust-store", trustStore, "--allow-reserved",
    ]
    if let policyPort { flags += ["--mta-sts-port", String(policyPort)] }
    // A population of the present day is judged at the present.
    if let label = population.label {
      flags += ["--as-of", population.nominalDate.description, "--label", label]
    }
    return flags + [
      "--ehlo", "survey.mxcensus.example", "--contact", "mailto:postmaster@mxcensus.example",
      "--rate", "0", "--per-address-gap", "0", "--per-network", "0", "--retries", "0",
    ]
  }

  /// Builds the authorities, certificates and zones, and starts the name server, the SMTP servers and, at any port
  /// that is free, the policy hosts.
  ///
  /// - Parameters:
  ///   - directory: made if it is not there; files of an earlier laboratory are replaced.
  ///   - smtpPort: 0: any that is free.
  ///   - dnsPort: 0: any that is free.
  /// - Throws: `PopulationError`, `LaboratoryError`, or what the file system says. Nothing is left running.
  public static func start(
    _ population: Population, directory: String, smtpPort: Int = 2525, dnsPort: Int = 5300
  ) async throws -> Laboratory {
    try population.validate()
    let root = URL(fileURLWithPath: directory).standardizedFileURL.path
    // NSD's configuration knows no way to write a quotation mark.
    guard !root.contains("\""), !root.contains("\n") else { throw LaboratoryError.directoryName(root) }
    let dns = "\(root)/dns"
    for left in [dns, "\(root)/ledger.json", "\(root)/policy-ledger.json"]
    where FileManager.default.fileExists(atPath: left) {
      try FileManager.default.removeItem(atPath: left)
    }
    try FileManager.default.createDirectory(atPath: dns, withIntermediateDirectories: true)

    let rsaKeys = try RSAKeyPool(for: population.servers, policySites: population.policySites)
    let authority = try CertificateAuthority(nominalDate: population.nominalDate, rsaKeys: rsaKeys)
    let servers = try await Servers.start(population, port: smtpPort, authority: authority)
    do {
      let associations = try TLSAAssociations.records(of: population, authority: authority, port: servers.port)
      let nameServer = try await NameServer.start(
        population, associations: associations, directory: dns, anchor: "\(root)/root.key",
        port: population.oddAnswers.isEmpty ? dnsPort : 0)
      var forwarder: FaultyForwarder?
      do {
        if !population.oddAnswers.isEmpty {
          forwarder = try await FaultyForwarder.start(
            before: nameServer.port, port: dnsPort, answers: population.oddAnswers)
        }
        let laboratory = Laboratory(
          population, directory: root, nameServer: nameServer, forwarder: forwarder, servers: servers)
        try ZoneFile.writeList(population, to: laboratory.list)
        try authority.trustStore.write(toFile: laboratory.trustStore, atomically: true, encoding: .utf8)
        return laboratory
      } catch {
        try await forwarder?.stop()
        await nameServer.stop()
        throw error
      }
    } catch {
      try await servers.stop()
      throw error
    }
  }

  /// Starts a laboratory, does something with it, and stops it whatever happens.
  public static func with<Result: Sendable>(
    _ population: Population, directory: String, smtpPort: Int = 2525, dnsPort: Int = 5300,
    _ body: (Laboratory) async throws -> Result
  ) async throws -> Result {
    let laboratory = try await start(population, directory: directory, smtpPort: smtpPort, dnsPort: dnsPort)
    do {
      let result = try await body(laboratory)
      try await laboratory.stop()
      return result
    } catch {
      try await laboratory.stop()
      throw error
    }
  }

  /// Closes all connections, ends the name server and writes the ledgers. A second call waits for the first.
  public func stop() async throws {
    let task =
      stopping
      ?? Task { [servers, nameServer, forwarder, ledgerFile, policyLedgerFile] in
        try await forwarder?.stop()
        await nameServer.stop()
        try await servers.stop()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(servers.ledger.entries).write(to: URL(fileURLWithPath: ledgerFile), options: .atomic)
        guard servers.policyPort != nil else { return }
        try encoder.encode(servers.policyLedger.entries)
          .write(to: URL(fileURLWithPath: policyLedgerFile), options: .atomic)
      }
    stopping = task
    try await task.value
  }
}

/// All that listens beside the name server.
private struct Servers: Sendable {
  let port: Int
  let ledger: Ledger
  let policyPort: Int?
  let policyLedger: PolicyLedger
  private let farm: ServerFarm
  private let policies: PolicyServer?

  /// - Parameter requestedPort: 0: any that is free.
  static func start(
    _ population: Population, port requestedPort: Int, authority: CertificateAuthority
  ) async throws -> Servers {
    let port = requestedPort == 0 ? try LoopbackPort.freeForAllAddresses() : requestedPort
    let (ledger, policyLedger) = (Ledger(), PolicyLedger())
    let farm = try await ServerFarm.start(population, port: port, authority: authority, ledger: ledger)
    do {
      let policyPort = population.policySites.isEmpty ? nil : try LoopbackPort.freeForAllAddresses()
      var policies: PolicyServer?
      if let policyPort {
        policies = try await PolicyServer.start(
          population.policySites, port: policyPort, authority: authority, ledger: policyLedger)
      }
      return Servers(
        port: port, ledger: ledger, policyPort: policyPort, policyLedger: policyLedger, farm: farm, policies: policies)
    } catch {
      try await farm.stop()
      throw error
    }
  }

  /// Closes all connections and listeners.
  func stop() async throws {
    try await farm.stop()
    try await policies?.stop()
  }
}
