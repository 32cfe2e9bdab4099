#if PKCS11
import ChildPrograms
import Foundation
import KeyCryptography
import PKCS11RootProtector
import Testing

/// A copy of the stub module of its own, whose token has the key `root`: it does what it is told.
final class StubModule {
    static let pin: Password = "1234"
    /// Whether there is a compiler for the stub, and p11-kit's headers.
    static let isBuildable = (try? library.get()) != nil

    /// The stub, compiled once.
    private static let library = Result {
        let directory = FileManager.default.temporaryDirectory.appending(path: "stub-token-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        let source = try #require(Bundle.module.url(forResource: "stub", withExtension: "c", subdirectory: "StubToken"))
        let library = directory.appending(path: "stub.so")
        _ = try ProgramRun([
            "/bin/sh", "-c", "cc -shared -fPIC $(pkg-config --cflags p11-kit-1) -o '\(library.path)' '\(source.path)'",
        ]).successful()
        return library
    }

    private let directory: URL
    let key: PKCS11URI

    /// Loads a copy, whose token then has a key.
    init() async throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "stub-token-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        let module = directory.appending(path: "stub.so")
        try FileManager.default.copyItem(at: Self.library.get(), to: module)
        key = PKCS11URI(modulePath: module.path, token: "Stub", keyLabel: "root")
    }

    /// Makes the key, and logs in for it.
    func createKey() async throws {
        try await TokenKey.create(key, pin: Self.pin)
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    /// Says how the token behaves from now on; stub.c has the words.
    func behave(_ words: String...) throws {
        try Data(words.joined(separator: " ").utf8)
            .write(to: directory.appending(path: "stub.so.behaviour"), options: .atomic)
    }

    /// How often the token was given a PIN.
    var loginCount: Int {
        let log = try? String(contentsOf: directory.appending(path: "stub.so.logins"), encoding: .utf8)
        return log?.split(separator: "\n").count ?? 0
    }

    var protector: PKCS11RootProtector {
        PKCS11RootProtector(key, pin: Self.pin)
    }
}
#endif
