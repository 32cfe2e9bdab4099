/// Writes files that belong together, all of them or none, and reads each one back.
///
/// A process that is killed between two files leaves the first one behind: the certificate, which is no secret.
struct KeyFileWriting {
    /// A file that is to be written.
    struct File {
        let medium: any BackupMedium
        let contents: [UInt8]
    }

    let files: [File]

    /// Writes the files.
    ///
    /// - Parameter prove: Shows that the files, as they were read back, hold what they should.
    /// - Throws: ``BackupError`` with the code `exists`, `mediumFailed`, `notVerified`; what `prove` throws. None of the files
    ///   is there then, or the error names those that could not be taken back.
    func write(proving prove: ([[UInt8]]) async throws -> Void) async throws -> [BackupWarning] {
        for file in files { try await file.requireFreePlace() }
        var written: [File] = []
        var failed: File?
        do {
            var contents: [[UInt8]] = []
            for file in files {
                failed = file
                try await file.write()
                failed = nil
                written.append(file)
                contents.append(try await file.read())
            }
            try await prove(contents)
        } catch {
            // What was there already, or was put there by somebody else, is not ours to take back.
            if (error as? BackupError)?.code == .exists { failed = nil }
            throw await Self.takingBack(written, failed, after: error)
        }
        var warnings: [BackupWarning] = []
        for file in files { warnings += await file.medium.warnings() }
        return warnings
    }

    /// Takes files back, and returns the error to throw then.
    ///
    /// - Parameter failed: The file that could not be written: nothing should be there, but of a write over a network the
    ///   answer alone may have been lost.
    private static func takingBack(_ written: [File], _ failed: File?, after error: any Error) async -> any Error {
        // In a task of its own: that the operation was cancelled is one of the reasons to be here.
        let left = await Task {
            try? await failed?.medium.takeBack(failed?.contents ?? [])
            var left: [String] = []
            for file in written {
                do {
                    try await file.medium.takeBack(file.contents)
                } catch {
                    left.append(file.medium.place)
                }
            }
            return left
        }.value
        guard !left.isEmpty else { return error }
        let reason = error as? BackupError
        return BackupError(
            reason?.code ?? .mediumFailed,
            "\(reason?.message ?? "The backup failed.") What was written to \(left.joined(separator: ", ")) could not be "
                + "removed again.",
            advice: "Remove it yourself: it is only a part of the backup.", sqlServer: reason?.sqlServer,
            cause: reason.map(\.cause) ?? error)
    }
}

extension KeyFileWriting.File {
    /// The most bytes that are read: no key file has as many.
    private static let limit = 64 << 10

    /// Throws when something is at the place, also where the medium was asked to replace it: what is replaced could not be
    /// brought back.
    fileprivate func requireFreePlace() async throws {
        do {
            _ = try await medium.read(limit: Self.limit)
        } catch let error as BackupError where error.code == .missing {
            return
        } catch let error as BackupError where error.code == .tooLarge {
            // There is something.
        } catch let error as CancellationError {
            throw error
        } catch {
            throw BackupError.mediumFailed(medium.place, cause: error)
        }
        throw BackupError.exists(medium.place)
    }

    fileprivate func write() async throws {
        do {
            try await medium.write(contents)
        } catch let error where !(error is BackupError || error is CancellationError) {
            throw BackupError.mediumFailed(medium.place, cause: error)
        }
    }

    /// Returns what is at the place, which must be what was written.
    fileprivate func read() async throws -> [UInt8] {
        let read: [UInt8]
        do {
            read = try await medium.read(limit: Self.limit)
        } catch let error as BackupError where error.code == .missing || error.code == .tooLarge {
            throw BackupError.notVerified(at: medium.place)
        } catch let error where !(error is CancellationError) {
            throw BackupError.mediumFailed(medium.place, cause: error)
        }
        guard read == contents else { throw BackupError.notVerified(at: medium.place) }
        return read
    }
}
