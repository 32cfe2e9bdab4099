import KeyHierarchy

// What a protector promises about the keys that it seals.
extension RootProtectorLaw {
    static let sealing = [
        RootProtectorLaw("what was sealed opens") { protector in
            for _ in 0..<8 {
                let key = try SharedSecret(.random(count: 32))
                let sealed = try await protector.seal(key.bytes, context: context)
                try await expectOpens(sealed, as: key, with: protector)
                // It is not used up by opening it.
                try await expectOpens(sealed, as: key, with: protector)
            }
        },
        RootProtectorLaw("a key of 16 bytes, from an old server, is sealed like one of 32") { protector in
            let key = try SharedSecret(.random(count: 16))
            try await expectOpens(try await protector.seal(key.bytes, context: context), as: key, with: protector)
        },
        RootProtectorLaw("a key whose bytes are all equal is sealed like any other") { protector in
            for byte in [0, 0xFF] as [UInt8] {
                let key = SharedSecret([UInt8](repeating: byte, count: 32).secret)
                try await expectOpens(try await protector.seal(key.bytes, context: context), as: key, with: protector)
            }
        },
        RootProtectorLaw("contexts of one and of 500 bytes will do") { protector in
            for context in [[1], [UInt8](repeating: 0xA5, count: 500)] {
                let key = try SharedSecret(.random(count: 32))
                let sealed = try await protector.seal(key.bytes, context: context)
                try await expectOpens(sealed, as: key, with: protector, context: context)
            }
        },
        RootProtectorLaw("two seals of one key differ") { protector in
            let key = try SharedSecret(.random(count: 32))
            let first = try await protector.seal(key.bytes, context: context)
            let second = try await protector.seal(key.bytes, context: context)
            try expect("seals that do not tell that they hold the same key", first != second, found: "equal bytes")
            try await expectOpens(first, as: key, with: protector)
            try await expectOpens(second, as: key, with: protector)
        },
        RootProtectorLaw("a seal does not show the key") { protector in
            for count in [16, 32] {
                let key = try SharedSecret(.random(count: count))
                let sealed = try await protector.seal(key.bytes, context: context)
                // Eight bytes in a row are there by chance once in 10^17 times.
                let shows = key.bytes.withBytes { key in
                    stride(from: 0, through: key.byteCount - 8, by: 8).contains { start in
                        let part = (start..<start + 8).map { key.byte(at: $0) }
                        return sealed.indices.dropLast(7).contains { sealed[$0..<$0 + 8].elementsEqual(part) }
                    }
                }
                try expect("encrypted bytes", !shows, found: "bytes of the key itself")
            }
        },
        RootProtectorLaw("a seal has at most 8,192 bytes, which is what a store keeps") { protector in
            let key = try SharedSecret(.random(count: 32))
            let count = try await protector.seal(key.bytes, context: [UInt8](repeating: 1, count: 500)).count
            try expect(
                "1 to \(SealedSecret.maximumSize) bytes", 1...SealedSecret.maximumSize ~= count, found: "\(count)")
        },
        RootProtectorLaw("many seal and open at once") { protector in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<32 {
                    group.addTask {
                        let context = [UInt8](repeating: UInt8(number), count: number + 1)
                        let key = try SharedSecret(.random(count: 32))
                        let sealed = try await protector.seal(key.bytes, context: context)
                        await Task.yield()
                        try await expectOpens(sealed, as: key, with: protector, context: context)
                    }
                }
                try await group.waitForAll()
            }
        },
    ]

    static let remaking = [
        RootProtectorLaw("what one value has sealed, another one that stands for the same thing opens") {
            first, second in
            try expect("the name", second.name, is: first.name)
            for (sealer, opener) in [(first, second), (second, first)] {
                let key = try SharedSecret(.random(count: 32))
                try await expectOpens(try await sealer.seal(key.bytes, context: context), as: key, with: opener)
            }
        }
    ]

    /// Bytes as the hierarchy binds a key to: some dozen.
    static let context = [UInt8](0..<64)

    private init(_ name: String, _ check: @escaping @Sendable (any RootProtector) async throws -> Void) {
        self.init(name: name, body: .protector(check))
    }

    private init(
        _ name: String,
        _ check: @escaping @Sendable (any RootProtector, any RootProtector) async throws -> Void
    ) {
        self.init(name: name, body: .remade(check))
    }
}

/// Expects a seal to open as the key that was sealed. The error says nothing of either.
func expectOpens(
    _ sealed: [UInt8],
    as key: SharedSecret,
    with protector: any RootProtector,
    context: [UInt8] = RootProtectorLaw.context
) async throws {
    let opened = try await protector.open(sealed, context: context)
    guard opened == key.bytes else {
        throw UnmetExpectation(
            expected: "the key of \(key.bytes.count) bytes that was sealed",
            found: "another one, of \(opened.count) bytes")
    }
}

extension [UInt8] {
    /// A secret with these bytes.
    var secret: SecretBytes {
        withRawSpan { SecretBytes(copying: $0) }
    }
}

extension RawSpan {
    fileprivate func byte(at offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
