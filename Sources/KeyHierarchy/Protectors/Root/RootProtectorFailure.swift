/// What a root protector said that has an encryption of the service master key and did not open it.
package struct RootProtectorFailure: Error, CustomStringConvertible {
    let protector: any RootProtector
    /// Why it did not.
    package let error: any Error
    /// Whether the key is encrypted under it again, since another one opened it.
    package internal(set) var isMended = false

    init(_ protector: any RootProtector, _ error: any Error) {
        self.protector = protector
        self.error = error
    }

    /// Which one it is.
    package var name: RootProtectorName {
        protector.name
    }

    /// Which one it is, and why.
    package var description: String {
        "The \(name) did not open the service master key.\n\(error)"
    }
}

/// What several root protectors said, none of which opened the service master key.
struct RootProtectorFailures: Error, CustomStringConvertible {
    let failures: [RootProtectorFailure]

    var description: String {
        failures.map(\.description).joined(separator: "\n")
    }
}
