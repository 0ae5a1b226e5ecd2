/// Why a laboratory could not be started.
public enum LaboratoryError: Error, CustomStringConvertible {
  /// A program that the laboratory needs is not installed.
  case toolMissing(program: String, package: String)
  /// A program failed.
  case toolFailed(program: String, ending: String, output: String)
  /// Something else uses a port.
  case portInUse(port: Int, transport: String)
  /// The name server did not answer in time.
  case nameServerSilent(log: String)
  /// The directory's path can't stand in the name server's configuration.
  case directoryName(String)
  /// A server could not listen.
  case cannotListen(address: String, port: Int, reason: String)

  /// What was tried, what happened, what to do.
  public var description: String {
    switch self {
    case .toolMissing(let program, let package):
      "\(program) is not there: install the package \(package)"
    case .toolFailed(let program, let ending, let output):
      "\(program) ended with \(ending)" + (output.isEmpty ? "" : ":\n\(output)")
    case .portInUse(let port, let transport):
      "127.0.0.1 port \(port)/\(transport) is in use: choose another --dns-port, or 0 for any"
    case .nameServerSilent(let log): "the name server does not answer; its log:\n\(log)"
    case .directoryName(let path): "\(path): a path with quotation marks or line feeds can't be used"
    case .cannotListen(let address, let port, let reason):
      "can't listen on \(address) port \(port): \(reason)"
    }
  }
}
