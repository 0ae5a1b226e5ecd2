extension Population {
  /// One domain and one host for each kind of certificate, each named script and each kind of MX answer.
  ///
  /// Domain `self-signed.example` has the MX `self-signed.classes.example`, and so on for every case.
  public static func classes(today: CalendarDate) -> Population {
    var addresses = AddressRange()
    var domains: [Domain] = []
    var hosts: [Host] = []
    var servers: [Server] = []

    func add(_ name: String, _ profile: ServerProfile) {
      let host = "\(name).classes.example"
      let address = addresses.take()
      servers.append(Server(address: address, name: host, profile: profile))
      hosts.append(Host(name: host, addresses: [address]))
      domains.append(
        Domain(name: "\(name).example", weight: 1, mail: .mx([.init(preference: 10, host: host)])))
    }
    func certificate(_ kind: CertificateKind, for name: String, key: KeyKind = .ecP256) -> CertificateProfile {
      switch kind {
      case .wrongName: CertificateProfile(kind, names: ["mail.elsewhere.example"], key: key)
      case .wildcard: CertificateProfile(kind, names: ["*.classes.example"], key: key)
      default: CertificateProfile(kind, names: ["\(name).classes.example"], key: key)
      }
    }

    for kind in CertificateKind.allCases {
      add(kind.rawValue, ServerProfile(certificate: certificate(kind, for: kind.rawValue)))
    }
    add("weak-key", ServerProfile(certificate: certificate(.caSigned, for: "weak-key", key: .rsa1024)))
    for (name, key, limits) in limitCases {
      add(name, ServerProfile(certificate: certificate(.caSigned, for: name, key: key), tls: limits))
    }
    for script in ScriptName.allCases where script != .standard {
      let name = script.rawValue
      add(name, ServerProfile(certificate: certificate(.caSigned, for: name), script: .named(script)))
    }

    let own = addresses.take()
    let implicit = ServerProfile(certificate: CertificateProfile(.caSigned, names: ["implicit.example"]))
    servers.append(Server(address: own, name: "implicit.example", profile: implicit))
    hosts.append(Host(name: "no-address.classes.example", addresses: []))
    let working = MailExchanger(preference: 10, host: "ca-signed.classes.example")
    let homeless = MailExchanger(preference: 10, host: "no-address.classes.example")
    let routings: [(String, MailRouting)] = [
      ("null-mx", .nullMX), ("null-mixed", .nullMixed([working])), ("implicit", .implicit([own])),
      ("nodata", .nodata), ("nxdomain", .nxdomain), ("no-address", .mx([homeless])),
    ]
    domains += routings.map { Domain(name: "\($0.0).example", weight: 1, mail: $0.1) }
    return Population(
      name: "classes", nominalDate: today, domains: .listed(domains), hosts: hosts, servers: servers)
  }

  /// What limits a server's TLS, by the name of the host that shows it.
  private static let limitCases: [(String, KeyKind, TLSLimits)] = [
    ("tls10-only", .ecP256, TLSLimits(minimum: .tls10, maximum: .tls10)),
    ("tls12-only", .ecP256, TLSLimits(minimum: .tls12, maximum: .tls12)),
    ("tls13-only", .ecP256, TLSLimits(minimum: .tls13, maximum: .tls13)),
    ("rsa-key-exchange", .rsa2048, TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: "AES128-SHA")),
    ("dhe", .rsa2048, TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: "DHE-RSA-AES128-SHA")),
    ("x25519-only", .ecP256, TLSLimits(minimum: .tls12, maximum: .tls13, groups: "X25519")),
  ]
}
