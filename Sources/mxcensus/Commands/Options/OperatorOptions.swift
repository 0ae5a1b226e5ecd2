import ArgumentParser

struct OperatorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Public suffix list by which mail hosts are put together as their operators. (default: the newest of Debian's \
      package publicsuffix and of libpsl)
      """, valueName: "file"))
  var pslFile: String?
}
