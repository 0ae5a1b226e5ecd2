import ArgumentParser

struct FilterOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("TCP port of the mail hosts.", valueName: "port"))
  var port: UInt16 = 25

  @Flag(name: .shortAndLong, help: "Say nothing, unless something is wrong.") var quiet = false
}
