import Foundation
import KeyHierarchy
import Testing

@testable import Recovery

/// What is drawn, and what is drawn as one.
struct DiagramTests {
    private func diagram(_ sample: SampleInventory) -> Diagram {
        let inventory = sample.inventory
        return Diagram(of: RecoveryAnalysis(inventory), posture: Posture(of: inventory))
    }

    /// An instance with two hundred databases of one shape, and some that differ from it in one thing each.
    private func manyDatabases() throws -> SampleInventory {
        var sample = SampleInventory()
        for number in 1...200 {
            let id = sample.addDatabase(try DatabaseName("Tenant \(number)"))
            // Neither the number of keys of a kind counts, nor their names.
            for copy in 0..<number % 3 + 1 { sample.add(.credential, "storage \(copy) of \(number)", in: id) }
        }
        return sample
    }

    @Test func databasesOfOneShapeAreDrawnAsOne() throws {
        let diagram = diagram(try manyDatabases())
        #expect(diagram.groups.map(\.names.count) == [200])
        let group = try #require(diagram.groups.first)
        #expect(group.title == "Tenant 1, Tenant 2, Tenant 3 and 197 more")
        #expect(group.branches.map(\.text) == ["401 credentials"])
        #expect(diagram.svg.contains(">200 databases<"))
    }

    @Test func whatDiffersIsDrawnApart() throws {
        var sample = try manyDatabases()
        func addDatabase(_ name: DatabaseName, _ change: (inout SampleInventory, DatabaseIdentifier) -> Void) {
            let id = sample.addDatabase(name)
            sample.add(.credential, "storage", in: id)
            change(&sample, id)
        }
        addDatabase("Another kind") { $0.add(.symmetricKey, "Values", in: $1) }
        addDatabase("No credential") { sample, _ in sample.keys.removeLast() }
        addDatabase("No backup") { sample, _ in
            let key = sample.keys[sample.keys.count - 2]
            sample.keys[sample.keys.count - 2] = sample.key(key.id, key.name, key.title, ways: key.encryptions)
        }
        addDatabase("Stale backup") { sample, _ in
            sample.keys[sample.keys.count - 2] = sample.backedUp(sample.keys[sample.keys.count - 2], daysAgo: 400)
        }
        addDatabase("Not proved") { sample, _ in
            let key = sample.keys[sample.keys.count - 2]
            let ways = [key.encryptions[0], sample.way(2, .password, isProved: false)]
            sample.keys[sample.keys.count - 2] = sample.backedUp(sample.key(key.id, key.name, key.title, ways: ways))
        }
        for isProved in [true, false] {
            addDatabase(isProved ? "Three ways" : "Three ways, two proved") { sample, _ in
                let key = sample.keys[sample.keys.count - 2]
                let ways = key.encryptions + [sample.way(3, .password, isProved: isProved)]
                sample.keys[sample.keys.count - 2] = sample.backedUp(
                    sample.key(key.id, key.name, key.title, ways: ways))
            }
        }
        let password = sample.addDatabase("Password only", isUnderServiceMasterKey: false)
        sample.add(.credential, "storage", in: password)
        let vault = sample.addDatabase("In the vault", label: "vault")
        sample.add(.credential, "storage", in: vault)
        let encrypted = sample.addDatabase("Encrypted", isEncrypted: true)
        sample.add(.credential, "storage", in: encrypted)
        let groups = diagram(sample).groups
        #expect(groups.count == 11)
        #expect(Set(groups.map(\.names.count)) == [200, 1])
        // What is amiss comes first.
        #expect(groups.map(\.mark) == groups.map(\.mark).sorted(by: >))
    }

    @Test func whatOpensSomethingStandsAboveIt() throws {
        var sample = SampleInventory()
        let database = sample.addDatabase("Sales")
        let first = sample.add(.certificate, "Cards", in: database)
        sample.add(.credential, "storage", in: database)
        let second = sample.add(.symmetricKey, "Values", in: database, by: .key(first))
        sample.add(.symmetricKey, "Deep", in: database, by: .key(second), isBackedUp: true)
        let branches = try #require(diagram(sample).groups.first).branches
        #expect(branches.map(\.depth) == [0, 0, 1, 2])
        #expect(branches.map(\.parent) == [nil, nil, 1, 2])
        #expect(branches.map(\.title).last == "1 symmetric key: Deep")
        #expect(branches.map(\.opening).last == "by symmetric key 'Values'")
    }

    @Test func weakSpotsAreMarkedInWords() throws {
        var sample = SampleInventory(isInOrder: false)
        sample.keys = [
            sample.key(
                .serviceMasterKey, "##MS_ServiceMasterKey##", "service master key",
                ways: [sample.way(1, .root(.machineKey), "machine key")])
        ]
        let diagram = diagram(sample)
        #expect(diagram.rootProtectors.map(\.mark) == [.weak])
        for text in [diagram.svg, diagram.dot, diagram.mermaid] {
            #expect(text.contains("single point of failure"))
            #expect(text.contains("no verified backup"))
        }
    }

    @Test func whatADamagedStoreMayHoldIsDrawnWithinBounds() throws {
        var sample = SampleInventory()
        let database = sample.addDatabase("Sales")
        var above: KeyIdentifier?
        var ways: [Inventory.Encryption] = []
        for number in 0..<3000 {
            ways = [
                sample.way(1, above.map { .key($0) } ?? .password, "label \(number)"),
                sample.way(2, .password, "\(number)"),
            ]
            let id = KeyIdentifier(kind: .symmetricKey, database: database, number: Int32(1000 + number))
            sample.keys.append(sample.key(id, "key \(number)", "symmetric key '\(number)'", ways: ways))
            above = id
        }
        // Two that open each other.
        let pair = [5000, 5001].map { KeyIdentifier(kind: .symmetricKey, database: database, number: $0) }
        for (id, other) in zip(pair, pair.reversed()) {
            sample.keys.append(sample.key(id, "circle", "symmetric key 'circle'", ways: [sample.way(1, .key(other))]))
        }
        for number in 0..<200 {
            let id = sample.addDatabase(try DatabaseName("D\(number)"), label: "label \(number)")
            sample.add(.credential, "storage", in: id)
        }
        let crowded = sample.keys[1]
        let many = (1...500).map { sample.way(Int32($0), .password, "label \($0)") }
        sample.keys[1] = sample.key(crowded.id, crowded.name, crowded.title, ways: many)
        let diagram = diagram(sample)
        #expect(diagram.groups.count == Diagram.maximumGroups)
        #expect(diagram.furtherDatabases == 201 - Diagram.maximumGroups)
        #expect(diagram.svg.utf8.count < 400_000)
        #expect(XMLReader(diagram.svg).error == nil)
    }

    // MARK: Forms

    /// A diagram in which every name tries to break out.
    private static let hostile: Diagram = {
        var sample = SampleInventory(isInOrder: false)
        sample.server = PostureTests.hostile
        let id = sample.addDatabase("</text><script>alert(1)</script>\"]\\#59;", label: PostureTests.hostile)
        let key = KeyIdentifier(kind: .symmetricKey, database: id, number: 300)
        sample.keys.append(
            sample.key(
                key, PostureTests.hostile, "symmetric key '\(PostureTests.hostile)'", ways: [sample.way(1, .password)]))
        let masterKey = sample.keys[1]
        sample.keys[1] = sample.key(
            masterKey.id, masterKey.name, masterKey.title, ways: masterKey.encryptions,
            backups: [sample.backup(of: masterKey.id, at: "/a\"/<b>&\n--> end")])
        let inventory = sample.inventory
        return Diagram(of: RecoveryAnalysis(inventory), posture: Posture(of: inventory))
    }()

    @Test func svgIsOneAccessibleElementAndNamesAreText() throws {
        let reader = XMLReader(Self.hostile.svg)
        #expect(reader.error == nil)
        let root = try #require(reader.elements.first)
        #expect(root.name == "svg")
        #expect(root.attributes["role"] == "img")
        let ids = try #require(root.attributes["aria-labelledby"]).split(separator: " ").map(String.init)
        #expect(ids.count == 2)
        for (id, name) in zip(ids, ["title", "desc"]) {
            let element = reader.elements.first { $0.attributes["id"] == id }
            #expect(element?.name == name)
            #expect(element?.text.isEmpty == false)
        }
        #expect(root.attributes["viewBox"] != nil)
        let known: Set = ["svg", "title", "desc", "rect", "text", "path", "polygon", "circle", "g"]
        #expect(Set(reader.elements.map(\.name)).subtracting(known).isEmpty)
        let isHandler = { (name: String) in name.hasPrefix("on") || name.hasSuffix("href") || name == "style" }
        #expect(!reader.elements.contains { $0.attributes.keys.contains(where: isHandler) })
        #expect(reader.elements.contains { $0.name == "text" && $0.text.contains("<script>alert(1)</script>") })
    }

    @Test func theGroundIsDrawnFirst() throws {
        let reader = XMLReader(Self.hostile.svg)
        let root = try #require(reader.elements.first)
        let ground = try #require(reader.elements.first { $0.name == "rect" })
        #expect(ground.attributes["width"] == root.attributes["width"])
        #expect(ground.attributes["height"] == root.attributes["height"])
        #expect(ground.attributes["fill"] == "#f5f7fa")
    }

    /// Every line is one of those that the writer makes, with strings that end where they should.
    @Test func dotStatementsAreWhole() {
        for line in Self.hostile.dot.split(separator: "\n") {
            var isInString = false
            var isEscaped = false
            for scalar in line.unicodeScalars {
                if isInString, isEscaped {
                    #expect("\\\"l".unicodeScalars.contains(scalar), "\(line)")
                    isEscaped = false
                } else if scalar == "\\" {
                    #expect(isInString)
                    isEscaped = true
                } else if scalar == "\"" {
                    isInString.toggle()
                }
            }
            #expect(!isInString && !isEscaped, "\(line)")
            #expect(["{", ";", "}"].contains(line.last), "\(line)")
        }
    }

    @Test func mermaidLabelsHoldNothingThatMermaidReads() throws {
        let statement = /(n[0-9]+|subgraph g[0-9]+)\["(?<label>[^"]*)"\](:::[a-zA-Z]+)?/
        let other = /flowchart LR|end|n[0-9]+ (-->|-\.->) n[0-9]+|classDef [a-zA-Z]+ [a-z:#0-9,]+/
        for line in Self.hostile.mermaid.split(separator: "\n") {
            guard try other.wholeMatch(in: line) == nil else { continue }
            let label = try #require(try statement.wholeMatch(in: line), "\(line)").label
            let rest = label.replacing("<br/>", with: "").replacing(/#[0-9]+;/, with: "")
            #expect(!rest.contains { "<>\"#;&`\\[]{}".contains($0) }, "\(line)")
        }
    }
}
