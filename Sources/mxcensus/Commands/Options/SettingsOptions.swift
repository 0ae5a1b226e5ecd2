import ArgumentParser

/// Where further options are read. `ArgumentSources` has read them before the command line is parsed.
struct SettingsOptions: ParsableArguments {
  @Option(
    name: [.customShort("C"), .long],
    help: ArgumentHelp(
      """
      Settings, a line each, called as the long flags: NAME = VALUE. Flags go before environment variables \
      (MXCENSUS_NAME), and these before the file. (default: /etc/mxcensus/mxcensus.conf and \
      ~/.config/mxcensus/mxcensus.conf, where they are)
      """, valueName: "file"))
  var config: String?
}
