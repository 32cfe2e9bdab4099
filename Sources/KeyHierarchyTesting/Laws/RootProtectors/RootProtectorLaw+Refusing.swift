import KeyHierarchy

// What a protector promises about what it has not sealed, or not so. Whatever it is given, it throws; one that traps
// ends the process, and with it the tests.
extension RootProtectorLaw {
    static let refusing = [
        RootProtectorLaw("a seal does not open with another context") { protector in
            let sealed = try await seal(with: protector, context: context)
            var others = [[], Array(context.dropLast()), context + [0], context.reversed(), [UInt8](0..<65)]
            for index in context.indices { others.append(context.flippingBit(8 * index)) }
            for other in others {
                try await expectRefusal("another context", of: sealed, by: protector, context: other)
            }
        },
        RootProtectorLaw("a long context binds to its last byte") { protector in
            let context = [UInt8](repeating: 7, count: 500)
            let sealed = try await seal(with: protector, context: context)
            let other = context.flippingBit(8 * context.count - 1)
            try await expectRefusal("a change in the last byte", of: sealed, by: protector, context: other)
        },
        RootProtectorLaw("a seal with a changed bit does not open") { protector in
            let sealed = try await seal(with: protector, context: context)
            // Every bit of a short seal; of a long one, one bit of each byte.
            for bit in stride(from: 0, to: 8 * sealed.count, by: sealed.count <= 256 ? 1 : 9) {
                try await expectRefusal("bit \(bit) changed", of: sealed.flippingBit(bit), by: protector)
            }
        },
        RootProtectorLaw("a seal that was cut short or drawn out does not open") { protector in
            let sealed = try await seal(with: protector, context: context)
            for count in 0..<sealed.count {
                try await expectRefusal("the first \(count) bytes", of: Array(sealed.prefix(count)), by: protector)
                try await expectRefusal("the last \(count) bytes", of: Array(sealed.suffix(count)), by: protector)
            }
            for tail in [[0], [0xFF], [UInt8](repeating: 0, count: 16), sealed] {
                try await expectRefusal("\(tail.count) bytes more", of: sealed + tail, by: protector)
            }
        },
        RootProtectorLaw("bytes that nobody has sealed do not open") { protector in
            var generator = SplitMix64(seed: 20_260_101)
            for count in [0, 1, 2, 12, 16, 28, 29, 45, 61, 64, 256, 8192, 100_000] {
                let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
                try await expectRefusal("\(count) random bytes", of: bytes, by: protector)
                try await expectRefusal("\(count) zeros", of: [UInt8](repeating: 0, count: count), by: protector)
            }
        },
    ]

    private init(_ name: String, _ check: @escaping @Sendable (any RootProtector) async throws -> Void) {
        self.init(name: name, body: .protector(check))
    }

    private static func seal(with protector: any RootProtector, context: [UInt8]) async throws -> [UInt8] {
        let key = try SecretBytes.random(count: 32)
        return try await protector.seal(key, context: context)
    }

    private static func expectRefusal(
        _ what: String,
        of sealed: [UInt8],
        by protector: any RootProtector,
        context: [UInt8] = context
    ) async throws {
        try await expectError(what) { try await protector.open(sealed, context: context) }
    }
}

extension [UInt8] {
    fileprivate func flippingBit(_ bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes
    }
}
