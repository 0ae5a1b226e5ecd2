import ArgumentParser

struct PublishedOptions: ParsableArguments {
  @Flag(help: "Do not look for TLSA records.") var noDane = false

  @Flag(name: .customLong("no-mta-sts"), help: "Do not look for MTA-STS policies and TLSRPT records.")
  var noMTASTS = false

  @Option(name: .customLong("mta-sts-port"), help: ArgumentHelp("HTTPS port of policy hosts.", valueName: "port"))
  var mtaSTSPort: UInt16 = 443
}
