import ArgumentParser

struct IdentityOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Our own fully qualified name, said in EHLO; its address must lead back to it.", valueName: "fqdn"))
  var ehlo: String?

  @Option(
    help: ArgumentHelp(
      "Where surveyed operators reach you: a mailto: or https: URI.", valueName: "uri"))
  var contact: String?
}
