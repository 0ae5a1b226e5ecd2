import ArgumentParser
import Testing

@testable import mxcensus

@Suite struct ArgumentSourcesTests {
  private static let system = "/etc/mxcensus/mxcensus.conf"
  private static let user = "/home/u/.config/mxcensus/mxcensus.conf"

  /// The command line in full, by the options of the real commands.
  private func expansion(
    _ line: String, files: [String: String] = [:], environment: [String: String] = [:]
  ) throws -> ArgumentSources.Expansion {
    let environment = environment.merging(["HOME": "/home/u"]) { first, _ in first }
    let sources = ArgumentSources(
      arguments: line.split(separator: " ").map(String.init), variable: { environment[$0] }, file: { files[$0] })
    return try sources.expansion(by: OptionCatalogue(of: Mxcensus.self)) { arguments in
      do {
        _ = try Mxcensus.parseAsRoot(arguments)
        return nil
      } catch {
        return Mxcensus.message(for: error)
      }
    }
  }

  private func arguments(
    _ line: String, files: [String: String] = [:], environment: [String: String] = [:]
  ) throws -> String {
    try expansion(line, files: files, environment: environment).arguments.joined(separator: " ")
  }

  private func scan(_ arguments: String) throws -> ScanCommand {
    try #require(Mxcensus.parseAsRoot(arguments.split(separator: " ").map(String.init)) as? ScanCommand)
  }

  @Test func withoutSettingsTheLineStaysAsItIs() throws {
    #expect(try arguments("scan -f list -q") == "scan -f list -q")
    #expect(try arguments("") == "")
    #expect(try arguments("--version") == "--version")
  }

  /// An option, a number, a flag and an option that may be given several times.
  @Test(arguments: [
    ("label", "--label", "a", "b", "c"), ("rate", "--rate", "1", "2", "3"), ("rate", "-r", "1", "2", "3"),
    ("trust-store", "--trust-store", "a", "b", "c"), ("input-file", "-f", "a", "b", "c"),
  ])
  func theLineGoesBeforeTheEnvironmentAndThatBeforeTheFile(
    name: String, flag: String, own: String, variable: String, file: String
  ) throws {
    let files = [Self.system: "\(name) = \(file)"]
    let environment = ["MXCENSUS_\(name.uppercased().replacing("-", with: "_"))": variable]
    #expect(try arguments("scan", files: files) == "scan --\(name)=\(file)")
    #expect(try arguments("scan", files: files, environment: environment) == "scan --\(name)=\(variable)")
    #expect(
      try arguments("scan \(flag) \(own)", files: files, environment: environment) == "scan \(flag) \(own)")
    #expect(
      try arguments("scan --\(name)=\(own)", files: files, environment: environment) == "scan --\(name)=\(own)")
  }

  @Test func flagsAreOnOrOff() throws {
    let file = [Self.user: "no-ipv6\nno-dane = yes\nno-mta-sts = no"]
    #expect(try arguments("scan", files: file) == "scan --no-dane --no-ipv6")
    #expect(try arguments("scan", files: file, environment: ["MXCENSUS_NO_IPV6": "0"]) == "scan --no-dane")
    #expect(try arguments("scan -qv", files: [Self.user: "quiet = yes"]) == "scan -qv")
    #expect(throws: Refusal.self) { try arguments("scan", files: [Self.user: "no-ipv6 = perhaps"]) }
  }

  @Test func severalValuesAreSeveralLinesAndOneSourceHasThemAll() throws {
    let files = [Self.system: "sender = a=a.pem", Self.user: "sender = b=b.pem\nsender = c=c.pem"]
    #expect(try scan(arguments("scan", files: files)).judging.sender == ["b=b.pem", "c=c.pem"])
    let environment = ["MXCENSUS_SENDER": "d=d.pem\ne=e.pem"]
    #expect(
      try scan(arguments("scan", files: files, environment: environment)).judging.sender == ["d=d.pem", "e=e.pem"])
    #expect(
      try scan(arguments("scan --sender x=x.pem", files: files, environment: environment)).judging.sender == ["x=x.pem"]
    )
  }

  @Test func theUsersFileGoesBeforeTheSystems() throws {
    let files = [Self.system: "rate = 1\nlabel = system", Self.user: "rate = 2"]
    let options = try scan(arguments("scan", files: files))
    #expect(options.manners.rate == 2)
    #expect(options.wave.label == "system")
  }

  @Test func aNamedFileIsTheOnlyOne() throws {
    let files = [Self.system: "rate = 1\nlabel = system", "my.conf": "rate = 2"]
    for line in [
      "scan -C my.conf", "scan --config my.conf", "scan --config=my.conf", "-C my.conf scan", "--config=my.conf scan",
    ] {
      let options = try scan(arguments(line, files: files))
      #expect(options.manners.rate == 2)
      #expect(options.wave.label == nil)
    }
    #expect(
      try scan(arguments("scan", files: files, environment: ["MXCENSUS_CONFIG": "my.conf"])).manners.rate == 2)
    let refusal = try #require(throws: Refusal.self) { try arguments("scan -C none.conf", files: files) }
    #expect(refusal.kind == .configuration)
    #expect(refusal.message.contains("none.conf"))
  }

  @Test func anOptionOfAnotherCommandIsPassedOver() throws {
    #expect(try arguments("report", files: [Self.system: "rate = 1\ndb = x.db"]) == "report --db=x.db")
    // Scripts have variables of their own that begin like ours.
    #expect(try arguments("report", environment: ["MXCENSUS_REPORTS": "x"]) == "report")
  }

  @Test(arguments: [
    ("\nrat = 1", "no command has an option rat"), ("\nrate = fast", "fast"), ("\nrate =", "needs a value"),
    ("rate = 1\nrate = 2", "has a value already"), ("label = x\nport = 70000", "70000"),
    ("\nconfig = other.conf", "config"),
  ])
  func whatIsWrongIsToldWithFileAndLine(text: String, words: String) throws {
    let refusal = try #require(throws: Refusal.self) { try arguments("scan -f list", files: [Self.system: text]) }
    #expect(refusal.kind == .configuration)
    #expect(refusal.message.hasPrefix("\(Self.system), line 2: "), "\(refusal.message)")
    #expect(refusal.message.contains(words), "\(refusal.message)")
  }

  @Test func aBadVariableIsToldByItsName() throws {
    let refusal = try #require(throws: Refusal.self) { try arguments("scan", environment: ["MXCENSUS_PORT": "x"]) }
    #expect(refusal.message.hasPrefix("environment variable MXCENSUS_PORT: "))
  }

  @Test func whatIsWrongInTheLineItselfIsLeftToTheLine() throws {
    #expect(try arguments("scan --port x", files: [Self.system: "rate = 1"]) == "scan --rate=1 --port x")
  }

  @Test func aRefusedValueIsAMatterOfConfigurationWhereItWasSetElsewhere() throws {
    let expansion = try expansion("scan", files: [Self.user: "tls = old"])
    OptionOrigins.$current.withValue(expansion.origins) {
      let refusal = Refusal(.usage, of: "tls", message: "--tls takes …")
      #expect(refusal.kind == .configuration)
      #expect(refusal.message == "\(Self.user), line 1: --tls takes …")
      #expect(Refusal(.usage, of: "frame", message: "x").kind == .usage)
    }
  }

  @Test func everyCommandSaysWhereItsSettingsComeFrom() throws {
    for command in Mxcensus.configuration.subcommands {
      #expect(command.helpMessage().contains("--config"), "\(command)")
    }
  }
}
