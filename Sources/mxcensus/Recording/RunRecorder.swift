import ArgumentParser
import SurveyCore
import SurveyDNS
import SurveyReport
import SurveyScan
import SurveyStore
import SurveyTLS

/// Writes the records of a run that were asked for, however it ended.
struct RunRecorder: Sendable {
  let metadataFile: String?
  let metricsFile: String?
  let label: String
  let database: String
  private let startedAt = Instant.now
  private let began = ContinuousClock.now

  init(_ options: ScanCommand) {
    metadataFile = options.records.metadataFile
    metricsFile = options.records.metricsFile
    label = options.wave.labelOrMonth
    database = options.wave.db
  }

  /// Runs a body and records how it ended.
  /// - Parameters:
  ///   - configure: makes the configuration whose settings are recorded.
  ///   - body: the run.
  /// - Throws: what they throw; a `Refusal` where a record can't be written.
  func run(
    configure: () throws -> ScanConfiguration, _ body: (ScanConfiguration) async throws -> Void
  ) async throws {
    var settings: [String: String] = [:]
    do {
      let configuration = try configure()
      settings = configuration.recordedSettings
      try requirePlaces()
      try await body(configuration)
    } catch {
      let failed = RunRecorder.ending(of: error)
      do {
        try write(failed, settings)
      } catch let refusal as Refusal {
        // What ended the run is what the exit status tells; and if it is this, it is said once.
        if refusal.message != (error as? Refusal)?.message { Terminal.say("mxcensus: \(refusal.message)") }
      }
      throw error
    }
    try write(.finished, settings)
  }

  /// Sees before the run whether its records will have a place.
  private func requirePlaces() throws {
    for path in [metadataFile == "-" ? nil : metadataFile, metricsFile].compactMap({ $0 }) {
      try OutputPlace.requireFile(path)
    }
  }

  private func write(_ ending: RunRecord.Ending, _ settings: [String: String]) throws {
    guard metadataFile != nil || metricsFile != nil else { return }
    var record = RunRecord(
      label: label, database: database, startedAt: startedAt, finishedAt: .now, duration: .now - began, ending: ending,
      settings: settings, versions: try RunRecorder.versions)
    (record.wave, record.lastFinish) = found
    // Figures first, as they raise the alarm: a record that has no place is not to keep them from theirs.
    if let metricsFile { try FileContents.replace(metricsFile, with: record.metrics) }
    if let metadataFile {
      let text = record.json.pretty + "\n"
      if metadataFile == "-" { Terminal.print(text) } else { try FileContents.replace(metadataFile, with: text) }
    }
  }

  /// What the database has of the wave; nothing where it can't be read, which is then what ended the run.
  private var found: (WaveCounts?, Instant?) {
    guard SurveyDatabase.exists(database), let survey = try? SurveyDatabase(reading: database) else {
      return (nil, nil)
    }
    defer { try? survey.close() }
    return ((try? survey.counts(label: label)) ?? nil, (try? survey.lastFinish()) ?? nil)
  }

  private static var versions: [String: String] {
    get throws {
      [
        "mxcensus": Mxcensus.version, "openssl": OpenSSLLibrary.version, "libunbound": UnboundLibrary.version,
        "sqlite": try SurveyDatabase.libraryVersion,
      ]
    }
  }

  private static func ending(of error: any Error) -> RunRecord.Ending {
    do {
      let refusal = try ErrorWords.refusal(for: error)
      return .failed(status: refusal.kind.rawValue, message: refusal.message)
    } catch let code as ExitCode {
      return .failed(status: code.rawValue, message: code.rawValue > 128 ? "stopped by a signal" : "\(code)")
    } catch {
      return .failed(status: 70, message: "\(error)")
    }
  }
}

extension ScanConfiguration {
  /// The settings of the wave and of the run, by the names of the flags.
  var recordedSettings: [String: String] {
    settings.merging([
      "input-file": lists.joined(separator: ", "), "ehlo": identity.clientName.text, "contact": identity.contact,
      "port": String(port), "seed": String(seed), "frame": sample.frame.rawValue,
      "as-of": asOf?.iso8601 ?? "none", "allow-reserved": isSynthetic ? "yes" : "no", "window": String(window),
      "rate": String(manners.rate), "dns-rate": String(dnsRate), "per-network": String(manners.perNetwork),
      "per-address-gap": String(manners.gap / .seconds(1)),
    ]) { first, _ in first }.merging(part?.settings ?? [:]) { first, _ in first }
  }
}
