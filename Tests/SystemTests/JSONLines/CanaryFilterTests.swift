import Foundation
import Testing

extension SystemTests {
  /// Hosts that a filter asks again to know whether its network is alive.
  @Suite struct CanaryFilterTests {
    /// Says STARTTLS and speaks TLS on every address, and notes which was dialled.
    private static let server = """
      import os, socket, ssl, sys, threading

      folder = sys.argv[1]
      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      context.load_cert_chain(folder + "/cert.pem", folder + "/key.pem")

      def serve(connection):
          try:
              connection.sendall(b"220 mx.example ESMTP\\r\\n")
              connection.recv(1000)
              connection.sendall(b"250-mx.example\\r\\n250 STARTTLS\\r\\n")
              connection.recv(1000)
              connection.sendall(b"220 go on\\r\\n")
              with context.wrap_socket(connection, server_side=True) as session:
                  session.recv(1000)
          except OSError:
              pass

      listener = socket.create_server(("", 3102), backlog=100)
      open(folder + "/ready", "w").close()
      while True:
          connection, _ = listener.accept()
          with open(folder + "/log", "a") as log:
              log.write(connection.getsockname()[0] + "\\n")
          threading.Thread(target=serve, args=(connection,), daemon=True).start()
      """

    /// A list of dead hosts has them asked after every 200.
    @Test func theyAreDialledNoMoreOftenThanOthers() async throws {
      let folder = try Folder()
      let made = try await Program(path: "/usr/bin/openssl").run(
        [
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=mx.example",
          "-days", "9", "-keyout", "\(folder.path)/key.pem", "-out", "\(folder.path)/cert.pem",
        ], in: folder)
      #expect(made.status == 0, "\(made.errors)")
      let hosts = try Program(path: "/usr/bin/python3").start(["-c", Self.server, folder.path], in: folder)
      while hosts.isRunning, !FileManager.default.fileExists(atPath: "\(folder.path)/ready") {
        try await Task.sleep(for: .milliseconds(20))
      }
      let canaries = ["127.1.0.1", "127.2.0.1"]
      var requests = canaries.map { #"{"address":"\#($0)","names":["mx.example"]}"# + "\n" }
      for number in 0..<3_000 {
        requests.append(
          #"{"address":"127.7.\#(number / 250).\#(number % 250 + 1)","port":3103,"names":["mx.example"]}"# + "\n")
      }
      let probe = try await Program.built("mxcensus").run(
        [
          "probe", "--quiet", "--allow-reserved", "--port", "3102", "--rate", "0", "--per-network", "0",
          "--per-address-gap", "0", "--window", "8",
        ], reading: try folder.write(requests.joined(), as: "in.jsonl"), in: folder)
      #expect(probe.status == 0, "\(probe.errors)")
      #expect(probe.output.split(separator: "\n").count { $0.contains("\"outcome\":\"tls\"") } == 2)
      let dialled = try String(contentsOfFile: "\(folder.path)/log", encoding: .utf8).split(separator: "\n")
      for canary in canaries {
        let count = dialled.count { $0 == canary }
        #expect((3...8).contains(count), "\(canary) was dialled \(count) times")
      }
      hosts.signal(SIGKILL)
      _ = try await hosts.ending()
    }
  }
}
