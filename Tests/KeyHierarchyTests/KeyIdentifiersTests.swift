import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import KeyHierarchy

@Suite("Identifiers in runs")
struct KeyIdentifiersTests {
    private static func masterKey(_ database: Int32) -> KeyIdentifier {
        .databaseMasterKey(of: DatabaseIdentifier(rawValue: database))
    }

    private static func credential(_ number: Int32, in database: Int32) -> KeyIdentifier {
        KeyIdentifier(kind: .credential, database: DatabaseIdentifier(rawValue: database), number: number)
    }

    private static func expectSame(_ ids: [KeyIdentifier], sourceLocation: SourceLocation = #_sourceLocation) {
        var kept = KeyIdentifiers()
        for id in ids { kept.append(id) }
        #expect(Array(kept) == ids, sourceLocation: sourceLocation)
        #expect(kept.count == ids.count, sourceLocation: sourceLocation)
        #expect(kept.indices.map { kept[$0] } == ids, sourceLocation: sourceLocation)
        #expect(Array(kept.reversed()) == ids.reversed(), sourceLocation: sourceLocation)
    }

    @Test func comeOutAsTheyWentIn() {
        Self.expectSame([])
        Self.expectSame([.serviceMasterKey])
        Self.expectSame((5..<500).map(Self.masterKey))
        Self.expectSame([5, 6, 7, 9, 10, 8, 8, 8, 1].map(Self.masterKey))
        Self.expectSame((1..<40).map { Self.credential($0, in: 5) } + (1..<40).map { Self.credential($0, in: 6) })
        Self.expectSame([Self.masterKey(5), Self.credential(6, in: 5), Self.masterKey(6), .serviceMasterKey])
    }

    @Test func comeOutAsTheyWentInAtTheEndsOfTheNumbers() {
        Self.expectSame([Int32.max - 1, .max, .min, .min + 1].map(Self.masterKey))
        Self.expectSame([Int32.max - 1, .max, .min, .min + 1].map { Self.credential($0, in: 7) })
    }

    @Test func comeOutAsTheyWentInWhateverTheyAre() {
        var generator = SplitMix64(seed: 20)
        for _ in 0..<200 {
            Self.expectSame(
                (0..<Int.random(in: 0..<60, using: &generator)).map { _ in
                    let database = Int32.random(in: 5..<9, using: &generator)
                    guard Bool.random(using: &generator) else { return Self.masterKey(database) }
                    return Self.credential(.random(in: 1..<5, using: &generator), in: database)
                })
        }
    }

    @Test func areEqualWhenTheyAreTheSame() {
        var one = KeyIdentifiers()
        var other = KeyIdentifiers()
        for number: Int32 in 5..<9 {
            one.append(Self.masterKey(number))
            other.append(Self.masterKey(number))
        }
        #expect(one == other && one.hashValue == other.hashValue)
        other.append(Self.masterKey(10))
        #expect(one != other)
    }
}
