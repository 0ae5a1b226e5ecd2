// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is held to the same settings: language mode 6, strict concurrency, no warnings.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioTLS: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let nioHTTP: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "mxcensus",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "mxcensus", targets: ["mxcensus"]),
    .executable(name: "maillab", targets: ["maillab"]),
  ],
  dependencies: [
    // Sockets: a well-kept event loop for thousands of connections in flight, and for the laboratory's servers.
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    // BoringSSL in the event loop: the modern look, what today's large senders speak, and the fetch of MTA-STS policies.
    .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
    // Command lines with help, completions and exit code 64 on misuse.
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    // SQLite with migrations, cached statements and one serialised writer beside many readers.
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
  ],
  targets: [
    // OpenSSL: the legacy look's handshake (it still speaks what old servers speak) and the judging of chains.
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    // libunbound: a validating resolver in the process. Its .pc file asks for libevent, which we do not use.
    .systemLibrary(name: "CUnbound", providers: [.apt(["libunbound-dev"])]),
    // libidn2: IDNA 2008, from U-labels in lists to A-labels.
    .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
    // libpsl: the public suffix list, by which mail hosts are put together as their operators.
    .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
    // zlib: lists come as gzip, and unpacking by a pipe would hide that a download broke off.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // libzstd: the same for lists that are kept as Zstandard, several times as fast to unpack.
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    // SQLite is GRDB's; here is the one setting of a connection that is a variadic function of C, which Swift can't call.
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

    .target(name: "SurveyCore", swiftSettings: settings),
    .target(name: "SurveyTLS", dependencies: ["SurveyCore", "COpenSSL"], swiftSettings: settings),
    .target(name: "SurveyDNS", dependencies: ["SurveyCore", "CUnbound", "CIDN2", "CPSL"], swiftSettings: settings),
    .target(
      name: "SurveyProbe", dependencies: ["SurveyCore", "SurveyTLS", nioCore, nioPosix, nioTLS, nioHTTP, nioSSL],
      swiftSettings: settings),
    .target(name: "SurveyScan", dependencies: ["SurveyCore", "CZlib", "CZstd"], swiftSettings: settings),
    .target(name: "SurveyStore", dependencies: ["SurveyCore", "CSQLite", grdb], swiftSettings: settings),
    .target(
      name: "SurveyReport", dependencies: ["SurveyCore"], exclude: ["JSON/report.schema.json"],
      resources: [.embedInCode("Published/published-figures.csv")], swiftSettings: settings),
    .target(name: "MailLab", dependencies: ["COpenSSL", nioCore, nioPosix, nioHTTP], swiftSettings: settings),

    .executableTarget(name: "maillab", dependencies: ["MailLab", arguments], swiftSettings: settings),
    .executableTarget(
      name: "mxcensus",
      dependencies: [
        "SurveyCore", "SurveyTLS", "SurveyDNS", "SurveyProbe", "SurveyScan", "SurveyStore", "SurveyReport", arguments,
      ],
      exclude: ["Recording/run.schema.json"],
      resources: [
        .embedInCode("JSONLines/resolve-input.schema.json"), .embedInCode("JSONLines/resolve-output.schema.json"),
        .embedInCode("JSONLines/probe-input.schema.json"), .embedInCode("JSONLines/probe-output.schema.json"),
      ], swiftSettings: settings),

    // What the test targets share.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(name: "SurveyCoreTests", dependencies: ["SurveyCore"], swiftSettings: settings),
    .testTarget(
      name: "SurveyTLSTests", dependencies: ["SurveyTLS", "SurveyCore", "MailLab", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "SurveyProbeTests",
      dependencies: [
        "SurveyProbe", "SurveyTLS", "SurveyCore", "MailLab", "TestSupport", nioCore, nioEmbedded, nioPosix, nioSSL,
      ],
      swiftSettings: settings),
    .testTarget(name: "SurveyStoreTests", dependencies: ["SurveyStore", "SurveyCore", grdb], swiftSettings: settings),
    .testTarget(
      name: "SurveyDNSTests", dependencies: ["SurveyDNS", "SurveyTLS", "SurveyCore"], swiftSettings: settings),
    .testTarget(name: "SurveyScanTests", dependencies: ["SurveyScan", "SurveyCore"], swiftSettings: settings),
    .testTarget(
      name: "SurveyReportTests", dependencies: ["SurveyReport", "SurveyCore"], exclude: ["Golden"],
      swiftSettings: settings),
    .testTarget(name: "MailLabTests", dependencies: ["MailLab"], swiftSettings: settings),
    // The doors for octets of the world, with their laws: Scripts/fuzz compiles them once more for libFuzzer.
    .target(
      name: "FuzzTargets", dependencies: ["SurveyCore", "SurveyTLS", "SurveyDNS", "SurveyScan"],
      path: "Tests/Fuzz/Targets", swiftSettings: settings),
    // Single stations of a survey, each alone, for Scripts/bench to measure: no scan can be taken apart from outside.
    .executableTarget(
      name: "benchmarks",
      dependencies: ["SurveyScan", "SurveyStore", "SurveyDNS", "SurveyTLS", "SurveyCore", arguments],
      path: "Tests/Benchmarks", swiftSettings: settings),
    .testTarget(
      name: "CorpusTests", dependencies: ["FuzzTargets", "SurveyCore"], swiftSettings: settings),
    // What of the program can be told without running it.
    .testTarget(
      name: "MxcensusTests",
      dependencies: ["mxcensus", "SurveyScan", "SurveyStore", "SurveyReport", "SurveyCore", arguments],
      swiftSettings: settings),
    // The programs themselves, run as processes.
    .testTarget(
      name: "SystemTests", dependencies: ["mxcensus", "maillab", "MailLab", "SurveyStore", "SurveyCore"],
      swiftSettings: settings),
  ]
)
