import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// What a reader promises.
extension KeyStoreLaw {
    static let reading = [
        KeyStoreLaw("a new store is empty") { store in
            try await store.read { store in
                try expect("no instance", store.instance(), is: nil)
                try expect("no database 1", store.database(.master), is: nil)
                try expect("no database named master", store.database(named: "master"), is: nil)
                try expect("no databases", store.databases(after: nil, limit: 10), is: [])
                try expect("no service master key", store.key(.serviceMasterKey), is: nil)
                try expect("no keys", store.keys(in: .master), is: [])
                try expect("no encryptions", store.encryptions(of: .serviceMasterKey), is: [])
                try expect("encryptions by password", store.encryptionCount(under: .password), is: 0)
                try expect("no backups", store.backups(of: .serviceMasterKey), is: [])
                try expect("no backups of a database", store.backups(in: .sample(1)), is: [])
            }
        },
        KeyStoreLaw("what was written is read") { store in
            let records = try SampleRecords()
            try await store.write { try records.write(to: $0) }
            try await store.read { try records.expectIn($0) }
        },
        KeyStoreLaw("the format version is kept, also one that this version of the library does not know") { store in
            let newer = InstanceRecord.currentFormatVersion + 1
            try await store.write { try $0.put(InstanceRecord.sample(formatVersion: newer)) }
            let found = try await store.read { try $0.instance()?.formatVersion }
            try expect("the format version", found, is: newer)
        },
        KeyStoreLaw("texts are kept byte by byte") { store in
            // Two spellings of é are equal strings, and not the same bytes: labels are bound to encryptions by their
            // bytes.
            let texts = ["", " ", "e\u{301} \u{E9}", "a\0b", "日本語 \u{1F511}", "'; --\"\\", "\u{202E}\u{FEFF}"]
            let written = texts.enumerated().map { index, text in
                KeyEncryption.sample(.masterKey(7), slot: Int32(index + 1), label: text)
            }
            let name: DatabaseName = "Cafe\u{301} \u{1F511}"
            try await store.write { store in
                try store.put(DatabaseRecord.sample(7, name))
                try store.put(KeyRecord.sample(.masterKey(7)))
                try store.put(written)
            }
            let (labels, database) = try await store.read { store in
                (try store.encryptions(of: .masterKey(7)).map(\.label), try store.database(.sample(7)))
            }
            try expect("the bytes of labels", labels.map { Array($0.utf8) }, is: texts.map { Array($0.utf8) })
            try expect(
                "the bytes of a name", Array((database?.name.description ?? "").utf8),
                is: Array(name.description.utf8))
        },
        KeyStoreLaw("a text in another spelling is another text") { store in
            let spellings = ["caf\u{E9}", "cafe\u{301}"]
            try await store.write { store in
                for number: Int32 in 7...8 {
                    try store.put(DatabaseRecord.sample(number))
                    try store.put(KeyRecord.sample(.masterKey(number)))
                    for (index, label) in spellings.enumerated() {
                        try store.put([.sample(.masterKey(number), slot: Int32(index + 1), label: label)])
                        try store.put(BackupRecord.sample(.masterKey(number), at: label))
                    }
                }
                // A label that is renamed from one spelling to the other, and nothing else of it.
                try store.put([.sample(.masterKey(8), slot: 1, label: spellings[1])])
            }
            let expected = [spellings, [spellings[1], spellings[1]]].map { $0.map { Array($0.utf8) } }
            for (number, expected) in zip([7, 8] as [Int32], expected) {
                let (labels, places) = try await store.read { store in
                    (
                        try store.encryptions(of: .masterKey(number)).map { Array($0.label.utf8) },
                        try store.backups(of: .masterKey(number)).map { Array($0.place.utf8) }
                    )
                }
                try expect("the bytes of labels", labels, is: expected)
                try expect("the places of backups", Set(places), is: Set(spellings.map { Array($0.utf8) }))
            }
        },
        KeyStoreLaw("the longest texts and secrets are kept") { store in
            let name = try DatabaseName(String(repeating: "日", count: 128))
            let credential = KeyRecord.sample(.credential(65_536, in: 7), identity: String(repeating: "日", count: 4000))
            var certificate = KeyRecord.sample(
                KeyIdentifier(kind: .certificate, database: .sample(7), number: 256))
            certificate.details = (0..<KeyRecord.maximumDetailsSize).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            let root = RootProtectorName(rawValue: String(repeating: "r", count: 128))
            let encryption = KeyEncryption.sample(
                .serviceMasterKey, by: .root(root), label: String(repeating: "\u{1F511}", count: 64),
                sealed: (0..<SealedSecret.maximumSize).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            let backup = BackupRecord.sample(
                credential.id, at: String(repeating: "p/", count: 2048),
                passwords: (0..<BackupRecord.maximumPasswordCount).map { number in
                    .sample(String(10_000_000 + number), String(repeating: "日", count: 128))
                })
            let database = try DatabaseRecord.sample(7, name)
            try await store.write { [certificate] store in
                try store.put(DatabaseRecord.sample(1))
                try store.put(database)
                try store.put(KeyRecord.sample(.serviceMasterKey))
                try store.put(credential)
                try store.put(certificate)
                try store.put([encryption])
                try store.put(backup)
            }
            try await store.read { [certificate] store in
                try expect("details of 32,768 bytes", store.key(certificate.id), is: certificate)
                try expect("a name of 128 characters", store.database(.sample(7)), is: database)
                try expect("an identity of 4,000 characters", store.key(credential.id), is: credential)
                try expect("a secret of 8,192 bytes", store.encryptions(of: .serviceMasterKey), is: [encryption])
                try expect("a place of 4,096 bytes and 20 passwords", store.backups(of: credential.id), is: [backup])
            }
        },
        KeyStoreLaw("times are kept to the microsecond") { store in
            try await store.writeEncryptions(at: microseconds.map(Date.init(microseconds:)))
            let found = try await store.read { try $0.encryptions(of: .masterKey(7)) }
            try expect("microseconds since 1970", found.map(\.created.microseconds), is: microseconds)
            try expect("microseconds since 1970", found.compactMap(\.lastProved?.microseconds), is: microseconds)
        },
        KeyStoreLaw("a time that was read and is written again is read the same") { store in
            // Otherwise a record that nobody changed would look changed.
            try await store.writeEncryptions(at: microseconds.map { Date(microseconds: $0).addingTimeInterval(1.3e-7) })
            let first = try await store.read { try $0.encryptions(of: .masterKey(7)) }
            try await store.write { try $0.put(first) }
            let second = try await store.read { try $0.encryptions(of: .masterKey(7)) }
            try expect("times that were read before", second.map(\.created), is: first.map(\.created))
        },
        KeyStoreLaw("databases come in ascending order, page by page") { store in
            try await store.write { store in
                try store.put(InstanceRecord.sample())
                for number: Int32 in [9, 1, 300, 5, 20] { try store.put(DatabaseRecord.sample(number)) }
            }
            try await store.read { store in
                func numbers(after last: Int32?, limit: Int) throws -> [Int32] {
                    try store.databases(after: last.map(DatabaseIdentifier.sample), limit: limit).map(\.id.rawValue)
                }
                try expect("the first three", numbers(after: nil, limit: 3), is: [1, 5, 9])
                try expect("those after 9", numbers(after: 9, limit: 3), is: [20, 300])
                try expect("the one after 10", numbers(after: 10, limit: 1), is: [20])
                try expect("those after the last", numbers(after: 300, limit: 3), is: [])
                try expect("none when none is asked for", numbers(after: nil, limit: 0), is: [])
                try expect("all", numbers(after: nil, limit: 1000), is: [1, 5, 9, 20, 300])
            }
        },
        KeyStoreLaw("a database is found by any spelling of its name that is equal") { store in
            let database = try DatabaseRecord.sample(7, "Caf\u{E9} STRASSE")
            try await store.write { store in
                try store.put(InstanceRecord.sample())
                try store.put(database)
            }
            try await store.read { store in
                for spelling: DatabaseName in ["CAF\u{C9} strasse", "cafe\u{301} Strasse", "Caf\u{E9} STRASSE"] {
                    try expect("the database by \(spelling)", store.database(named: spelling), is: database)
                }
                try expect("none by another name", store.database(named: "Cafe Strasse"), is: nil)
            }
        },
        KeyStoreLaw("keys and encryptions come in ascending order") { store in
            let ids: [KeyIdentifier] = [.credential(70_000, in: 7), .credential(65_536, in: 7), .masterKey(7)]
            try await store.write { store in
                try store.put(DatabaseRecord.sample(7))
                for id in ids { try store.put(KeyRecord.sample(id)) }
                try store.put([3, 1, 12, 2].map { KeyEncryption.sample(.masterKey(7), slot: $0) })
            }
            try await store.read { store in
                try expect("keys", store.keys(in: .sample(7)).map(\.id), is: ids.sorted())
                try expect("slots", store.encryptions(of: .masterKey(7)).map(\.id.slot), is: [1, 2, 3, 12])
            }
        },
        KeyStoreLaw("backups come the latest first") { store in
            try await store.write { store in
                try store.put(DatabaseRecord.sample(7))
                for (place, time) in [("b", 2.0), ("a", 3.0), ("c", 1.0)] {
                    try store.put(BackupRecord.sample(.masterKey(7), at: place, after: time))
                }
                // Its number is above that of the master key.
                try store.put(BackupRecord.sample(.credential(65_536, in: 7), at: "d", after: 4))
            }
            try await store.read { store in
                try expect("places", store.backups(of: .masterKey(7)).map(\.place), is: ["a", "b", "c"])
                try expect("by key", store.backups(in: .sample(7)).map(\.place), is: ["a", "b", "c", "d"])
            }
        },
    ]

    /// Times from 1970 to 2199, among them both sides of 2001, from which `Date` counts.
    private static let microseconds: [Int64] = [
        0, 1, 999_999, 978_307_199_999_999, 978_307_200_000_001, 1_753_000_000_123_456, 4_102_444_800_654_321,
        7_258_118_399_999_999,
    ]
}

extension KeyStore {
    /// Writes encryptions of one key that were made and proved at the given times, in ascending slots.
    fileprivate func writeEncryptions(at times: [Date]) async throws {
        try await write { store in
            try store.put(DatabaseRecord.sample(7))
            try store.put(KeyRecord.sample(.masterKey(7)))
            try store.put(
                times.enumerated().map { index, time in
                    .sample(.masterKey(7), slot: Int32(index + 1), created: time, lastProved: time)
                })
        }
    }
}

extension Date {
    /// The nearest date to a number of microseconds since 1970.
    ///
    /// A `Date` counts seconds since 2001 in floating point: seconds and fraction are converted apart.
    fileprivate init(microseconds: Int64) {
        let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        self.init(timeIntervalSinceReferenceDate: Double(seconds - 978_307_200) + Double(fraction) / 1_000_000)
    }

    /// The nearest number of microseconds since 1970.
    fileprivate var microseconds: Int64 {
        let seconds = timeIntervalSinceReferenceDate.rounded(.down)
        // No date that a store could answer must end the process.
        guard seconds.magnitude < 1e11 else { return .min }
        let fraction = ((timeIntervalSinceReferenceDate - seconds) * 1_000_000).rounded()
        return (Int64(seconds) + 978_307_200) * 1_000_000 + Int64(fraction)
    }
}
