import ArgumentParser
import SurveyCore
import SurveyDNS
import SurveyScan
import SurveyStore

/// Turns every error that can end a command into words and an exit status: the one place where that is decided.
enum ErrorWords {
  /// The refusal that an error amounts to.
  /// - Throws: an `ExitCode` as it is.
  static func refusal(for error: any Error) throws -> Refusal {
    switch error {
    case let refusal as Refusal: return refusal
    case let code as ExitCode: throw code
    case let failure as DatabaseLock.Failure: return refusal(for: failure)
    case let failure as SurveyDatabase.Failure: return refusal(for: failure)
    case let conflict as Wave.Conflict: return refusal(for: conflict)
    case let conflict as MergeRefusal: return refusal(for: conflict)
    case Wave.PartConflict.unfinished(let part):
      return Refusal(
        .configuration,
        "this database has begun with another part, \(part), which is not done; make that first, or name another file with --db"
      )
    case let failure as Snapshot.Failure: return refusal(for: failure)
    case Wave.JudgementConflict.labelTaken(let label, let wave):
      return Refusal(
        .configuration,
        "wave \(wave) has another judgement called \(label), and judgements are never overwritten; give another --name"
      )
    case let failure as ListReadError:
      return Refusal(.input, "can't read a list: \(failure)")
    case let failure as ResolverError:
      return Refusal(.configuration, "can't set the resolver up: \(failure)")
    case LocalFault.resolver:
      return Refusal(
        .temporary,
        "our own resolver stopped answering; what was found so far is kept. Run the same command again to go on")
    case let fault as LocalFault:
      return Refusal(
        .temporary,
        "a fault of this host ended the wave: \(fault.word); no host is blamed for it. Run the same command again to go on"
      )
    case let fault as VantageFault: return refusal(for: fault)
    default:
      if let failure = StoreFailure(error) {
        return refusal(for: failure)
      }
      throw error
    }
  }

  private static func refusal(for fault: VantageFault) -> Refusal {
    switch fault {
    case .broken(let since, let canaries):
      Refusal(
        .temporary,
        """
        self.vantage: nothing can be measured from here any more. Of hosts that completed a handshake before: \
        \(canaries.map(words).joined(separator: "; ")). Is port 25 closed or proxied on the way? What was seen since \
        \(since.iso8601) is forgotten; run the same command again to go on
        """)
    case .unanswered(_, let probes):
      Refusal(
        .temporary,
        """
        self.vantage: not one of \(probes) hosts has answered, and that is no property of theirs. Is port 25 closed on the \
        way out? Look with mxcensus doctor --probe-host; what was seen is forgotten, run the same command again to go on
        """)
    case .refused(let refusals, let count):
      Refusal(
        .temporary,
        """
        we are being refused: of the last \(count) hosts \(refusals) turned us away with words about blocking, abuse or \
        reputation. Find out who lists the scanning host and why before running the same command again
        """)
    }
  }

  /// What a canary came to.
  static func words(_ canary: CanaryFinding) -> String {
    let answer =
      switch canary.answer {
      case .alive: "as before"
      case .lost(let outcome): outcome.rawValue
      case .otherLeaf(let leaf): "another certificate, \(leaf.description.prefix(12))"
      }
    return "\(canary.serverName) (\(canary.address)) \(answer)"
  }

  private static func refusal(for failure: StoreFailure) -> Refusal {
    switch failure.kind {
    case .corrupt:
      Refusal(
        .input,
        """
        the database is damaged: \(failure.words). It is left as it is: restore a copy of it, or save what can be read \
        with the command .recover of sqlite3
        """)
    case .forbidden:
      Refusal(
        .io,
        """
        the database, or its folder, may not be read or written: \(failure.words). Run this as a user who may, or name \
        another file with --db
        """)
    case .busy:
      Refusal(.temporary, "the database is busy: \(failure.words); what was written before is kept. Run this again")
    case .io: Refusal(.io, "the database failed: \(failure.words); what was written before is kept")
    }
  }

  private static func refusal(for failure: DatabaseLock.Failure) -> Refusal {
    switch failure {
    case .held(let holder):
      Refusal(.temporary, "the database is in use by \(holder); wait until it is done, then run this again")
    case .unusable(let path, let number):
      Refusal(
        .io,
        "can't use the lock file \(path): \(FileContents.words(number)); the database's folder must be writable to whoever surveys"
      )
    }
  }

  private static func refusal(for failure: SurveyDatabase.Failure) -> Refusal {
    switch failure {
    case .foreign(let path):
      Refusal(.configuration, "\(path) is not a database of mxcensus; name another file with --db")
    case .newer(let path):
      Refusal(.configuration, "\(path) was written by a newer mxcensus; use that version")
    case .missing(let path): Refusal(.configuration, "there is no database \(path); name it with --db")
    case .partial(let path, let missing):
      Refusal(
        .configuration,
        """
        \(path) is a copy without \(missing.joined(separator: " and ")): it can be read, but not surveyed into or judged \
        again; name the survey that it was made of with --db
        """)
    }
  }

  private static func refusal(for failure: Snapshot.Failure) -> Refusal {
    switch failure {
    case .exists(let path):
      Refusal(.configuration, "\(path) is there already, and copies replace nothing; remove it or name another file")
    case .unwritable(let path, let number): Refusal(.io, "can't write the copy \(path): \(FileContents.words(number))")
    }
  }

  private static func refusal(for conflict: Wave.Conflict) -> Refusal {
    switch conflict {
    case .setting(let name, let before, let now):
      Refusal(
        .configuration,
        "this wave was begun with \(name) \(before), not \(now); use the same, another --label, or --abandon it")
    case .lists(let before, let now):
      Refusal(
        .configuration,
        "this wave was begun with other lists (SHA-256 \(before), now \(now)); use those, another --label, or --abandon it"
      )
    case .kind(let isSynthetic):
      Refusal(
        .configuration,
        "the database holds \(isSynthetic ? "laboratory" : "real") waves, and the two kinds don't mix; name another file with --db"
      )
    case .abandoned(let label):
      Refusal(.configuration, "wave \(label) was abandoned; choose another --label")
    }
  }
}
