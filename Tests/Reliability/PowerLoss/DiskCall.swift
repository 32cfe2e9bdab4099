import CFaultySystem
import Foundation
import Synchronization

/// A call that has changed something in a directory, or below. Paths are relative to it; the system's numbers tell files.
enum DiskCall {
    case create(String, file: UInt64)
    case write([UInt8], at: Int, file: UInt64)
    case cut(size: Int, file: UInt64)
    case forceFile(UInt64)
    case forceNames(directory: String)
    case rename(String, to: String)
    case link(String, to: String)
    case unlink(String)

    var forcesFile: Bool {
        if case .forceFile = self { true } else { false }
    }

    var forcesNames: Bool {
        if case .forceNames = self { true } else { false }
    }

    private struct Recording {
        var directory = ""
        var calls: [DiskCall] = []
    }

    private static let recording = Mutex(Recording())

    /// Records the calls from now on.
    static func record(in directory: URL) {
        let path = directory.resolvingSymlinksInPath().path
        recording.withLock { $0 = Recording(directory: path + "/") }
        unsafe faulty_system_observe(path) { call in
            guard let call = unsafe call?.pointee else { return }
            DiskCall.recording.withLock { recording in
                unsafe recording.calls.append(DiskCall(call, in: recording.directory))
            }
        }
    }

    /// The calls that were recorded until now.
    static var recorded: [DiskCall] {
        recording.withLock(\.calls)
    }

    static func stopRecording() {
        faulty_system_ignore()
    }

    private init(_ call: faulty_system_call, in directory: String) {
        func relative(_ path: UnsafePointer<CChar>) -> String {
            String(unsafe String(cString: path).dropFirst(directory.count))
        }
        let path = unsafe relative(call.path)
        let file = unsafe call.file
        self =
            switch unsafe call.kind {
            case faulty_system_create: .create(path, file: file)
            case faulty_system_write:
                unsafe .write(
                    Array(UnsafeRawBufferPointer(start: call.bytes, count: call.size)), at: Int(call.offset), file: file
                )
            case faulty_system_cut: unsafe .cut(size: Int(call.offset), file: file)
            case faulty_system_rename: unsafe .rename(relative(call.from), to: path)
            case faulty_system_link: unsafe .link(relative(call.from), to: path)
            case faulty_system_unlink: .unlink(path)
            case _ where path.isEmpty || path.hasSuffix("/"): .forceNames(directory: String(path.dropLast()))
            default: .forceFile(file)
            }
    }
}
