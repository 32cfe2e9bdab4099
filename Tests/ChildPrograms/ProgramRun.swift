import Foundation

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What a program came to that was run to its end.
package struct ProgramRun: Sendable {
    /// A program that has failed, and what it said.
    package struct Failure: Error {
        package let program: String
        package let termination: ChildProgram.Termination
        package let errors: String
    }

    package let program: String
    package let termination: ChildProgram.Termination
    package let output: [UInt8]
    package let errorOutput: [UInt8]

    /// Runs a program to its end, on this thread.
    ///
    /// - Parameters:
    ///   - command: The program, which is looked for as a shell does, and its arguments.
    ///   - environment: Variables that it has beside this process's own, or in place of them; `nil` for one that it has not.
    ///   - directory: Its working directory; by default this process's own.
    ///   - input: What it reads from its standard input.
    package init(
        _ command: [String],
        environment: [String: String?] = [:],
        in directory: String? = nil,
        input: [UInt8] = []
    ) throws {
        // Files, not pipes: a full pipe would stop the program while we wait for it.
        let inputFile = try NamelessFile(input)
        let outputFile = try NamelessFile()
        let errorFile = try NamelessFile()
        let child = try ChildProgram(
            ["/usr/bin/env"] + command, environment: environment, in: directory, input: inputFile.descriptor,
            output: outputFile.descriptor, errors: errorFile.descriptor)
        program = command[0]
        termination = child.wait()
        output = try outputFile.contents()
        errorOutput = try errorFile.contents()
    }

    /// The exit status; of a program that was killed, what a shell says.
    package var status: Int32 {
        switch termination {
        case .exited(let status): status
        case .killed(let signal): 128 + signal
        }
    }

    /// What it wrote to its standard output, without the line feed at the end.
    package var text: String {
        String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// The same, unless the program has failed.
    ///
    /// - Throws: ``Failure``.
    package func successful() throws -> ProgramRun {
        guard status == 0 else {
            throw Failure(
                program: program, termination: termination, errors: String(decoding: errorOutput, as: UTF8.self))
        }
        return self
    }
}

/// A file that nobody can find, and that is gone when nobody has it open.
private struct NamelessFile: ~Copyable {
    let descriptor: Int32

    /// Makes a file, and puts something into it to be read.
    init(_ contents: [UInt8] = []) throws {
        var path = Array((FileManager.default.temporaryDirectory.path + "/program-XXXXXX").utf8CString)
        descriptor = unsafe mkstemp(&path)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        unsafe unlink(path)
        // Who opens `/dev/stdout` besides would write over what is there.
        guard fcntl(descriptor, F_SETFL, O_APPEND) == 0,
            unsafe write(descriptor, contents, contents.count) == contents.count, lseek(descriptor, 0, SEEK_SET) == 0
        else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    /// What was written into it.
    func contents() throws -> [UInt8] {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        return try Array(FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readToEnd() ?? Data())
    }

    deinit {
        close(descriptor)
    }
}
