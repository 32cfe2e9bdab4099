#if PKCS11
import CP11Kit
import DurableFiles
import KeyCryptography
import Synchronization

/// A PKCS #11 module: loaded once in a process, and never unloaded; its calls are made on a thread of its own, one after
/// the other.
///
/// p11-kit starts it for several threads (`CKF_OS_LOCKING_OK`), so that the process may use it elsewhere too.
actor PKCS11Module {
    private static let modules = Mutex<[String: PKCS11Module]>([:])

    /// The module at a path. It is loaded when it is first used.
    static func shared(_ path: String) -> PKCS11Module {
        // p11-kit looks for a bare name in its own directory.
        let path = path.contains("/") ? DurableFile.canonicalPath(path) : path
        return modules.withLock { modules in
            if let module = modules[path] { return module }
            let module = PKCS11Module(path: path)
            modules[path] = module
            return module
        }
    }

    private let path: String
    private let thread = QueueExecutor(label: "PKCS11RootProtector")
    private var functions: ModuleFunctions?
    /// The session with each token that was used. All sessions of a process with a token share one login.
    private var sessions: [TokenIdentity: OpenSession] = [:]
    /// The PINs that each token refused since it last took one. None is tried again: a job that goes on and on would
    /// lock the token.
    private var refusedPINs: [TokenIdentity: [Password]] = [:]
    /// The most PINs that a token refuses before the process gives it no other one: one that was forgotten would be
    /// tried again, and whoever gives so many is guessing. Most tokens lock themselves sooner.
    private static let maximumRefusedPINs = 16

    private init(path: String) {
        self.path = path
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe thread.asUnownedSerialExecutor()
    }

    /// The tokens that are plugged in and set up, in the order of their slots.
    func tokens() throws -> [Token] {
        try retrying { functions in try functions.tokens() }
    }

    /// Runs `body` in a session with a token, logged in; once more if the session was lost, as when the token was taken out
    /// and put back.
    ///
    /// - Parameters:
    ///   - uri: Which token.
    ///   - pin: The PIN, if it wants one.
    ///   - allowsFinalTry: Whether the PIN is tried though a wrong one would lock the token.
    ///   - body: What to do.
    func withSession<Result>(
        _ uri: PKCS11URI,
        pin: Password?,
        allowsFinalTry: Bool,
        _ body: (TokenSession) throws -> Result
    ) throws -> Result {
        try retrying { functions in
            let token = try functions.token(uri)
            do {
                let open = try session(with: token, pin: pin, allowsFinalTry: allowsFinalTry, functions: functions)
                do {
                    return try body(TokenSession(functions: functions, handle: open, token: token))
                } catch let failure as ModuleFailure where failure.isLostSession || failure.leavesOperation {
                    sessions[TokenIdentity(token)] = nil
                    functions.closeSession(open)
                    throw failure
                }
            } catch var failure as ModuleFailure {
                failure.token = "'\(token.label)'"
                throw failure
            }
        }
    }

    /// Runs `body`; once more when the session was lost.
    private func retrying<Result>(_ body: (ModuleFunctions) throws -> Result) throws -> Result {
        // Whoever was cancelled while the thread was busy asks nothing of the token.
        try Task.checkCancellation()
        let functions = try functions ?? ModuleFunctions(loading: path)
        self.functions = functions
        do {
            do {
                return try body(functions)
            } catch let failure as ModuleFailure where failure.isLostSession {
                return try body(functions)
            }
        } catch let failure as ModuleFailure {
            throw failure.error(of: path)
        }
    }

    /// The session with a token, opened and logged in if there is none yet.
    private func session(
        with token: Token,
        pin: Password?,
        allowsFinalTry: Bool,
        functions: ModuleFunctions
    ) throws -> CK_SESSION_HANDLE {
        let identity = TokenIdentity(token)
        // It is not closed: its number may be that of another session by now.
        if let open = sessions[identity], functions.isLost(open.handle, with: token) { sessions[identity] = nil }
        if let open = sessions[identity] {
            // The token would let anybody in now. A wrong PIN must not go unnoticed until the next start.
            guard !token.requiresPIN || open.pin == pin else { throw TokenError.pinKnownToBeWrong(token) }
            return open.handle
        }
        if let pin, let refused = refusedPINs[identity] {
            if refused.contains(where: { $0 == pin }) { throw TokenError.pinKnownToBeWrong(token) }
            guard refused.count < Self.maximumRefusedPINs else {
                throw TokenError.tooManyPINsRefused(token, count: refused.count)
            }
        }
        let handle = try functions.openSession(with: token, writable: false)
        do {
            if try functions.logIn(handle, token: token, pin: pin, allowsFinalTry: allowsFinalTry) {
                refusedPINs[identity] = nil
            }
        } catch {
            functions.closeSession(handle)
            if let pin, let error = error as? TokenError, error.code == .pinIncorrect {
                refusedPINs[identity, default: []].append(pin)
            }
            throw error
        }
        sessions[identity] = OpenSession(handle: handle, pin: pin)
        return handle
    }
}

/// What tells a token from another one that takes its place in the slot.
private struct TokenIdentity: Hashable {
    let slot: UInt
    let label: String
    let serialNumber: String

    init(_ token: Token) {
        slot = token.slot
        label = token.label
        serialNumber = token.serialNumber
    }
}

/// A session that is logged in, and with which PIN.
private struct OpenSession {
    let handle: CK_SESSION_HANDLE
    let pin: Password?
}

private func == (left: Password?, right: Password?) -> Bool {
    switch (left, right) {
    case (let left?, let right?): left == right
    case (nil, nil): true
    default: false
    }
}
#endif
