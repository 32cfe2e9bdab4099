import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Recovery
import Synchronization
import Testing

/// The page to print: what is in it, and what is not.
struct ReportTests {
    private func html(_ inventory: Inventory) -> String {
        RecoveryReport(of: RecoveryAnalysis(inventory), posture: Posture(of: inventory)).html
    }

    // MARK: Secrets

    @Test func noSecretOfAnInstanceIsInIt() async throws {
        let instance = try await SecretInstance()
        let page = html(try await instance.session.inventory())
        #expect(page.contains("Sales") && page.contains("vault envelope 7") && page.contains("/safe/sales.pem"))
        for secret in instance.passwords { #expect(!page.contains(secret)) }
        #expect(instance.random.drawn.count > 10)
        for bytes in instance.random.drawn + instance.credentials.map({ Array($0.utf8) }) {
            for form in SecretInstance.forms(of: bytes) {
                #expect(!page.lowercased().contains(form.lowercased()), "\(bytes.count) bytes")
            }
        }
    }

    /// The search finds what is there: a fingerprint is a part of the page that is no secret.
    @Test func theSearchForSecretsFindsWhatIsThere() async throws {
        let instance = try await SecretInstance()
        let inventory = try await instance.session.inventory()
        let fingerprint = try #require(inventory.key(.serviceMasterKey)?.fingerprint)
        let page = html(inventory).lowercased()
        #expect(SecretInstance.forms(of: fingerprint.bytes).contains { page.contains($0.lowercased()) })
    }

    // MARK: Contents

    @Test func itHasWhatIsToBeDoneForThisInstance() throws {
        var sample = SampleInventory()
        let sales = sample.addDatabase("Sales")
        sample.add(.credential, "storage", in: sales)
        let page = html(sample.inventory)
        for text in [
            "The machine is lost", "keyhierarchy restore service-master-key /backups/1-1-102.pem",
            "RESTORE MASTER KEY FROM FILE = '&lt;the server''s own backup of this key&gt;'",
            "openssl cms -decrypt -inform PEM -in /mnt/usb/5-2-101.pem -pwri_password PASSWORD -binary | "
                + "openssl asn1parse -inform DER", "the store", "<svg ",
        ] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test func everySingleWeaknessHasItsChecklist() throws {
        var sample = SampleInventory(isInOrder: false)
        sample.addDatabase("Lonely", isBackedUp: false, isUnderServiceMasterKey: false)
        let inventory = sample.inventory
        let analysis = RecoveryAnalysis(inventory)
        let weaknesses = analysis.weaknesses(includingPairs: false)
        #expect(weaknesses.count > 1)
        let page = html(inventory)
        for weakness in weaknesses where weakness.assets != [.store] {
            #expect(page.contains("<h3>Lost: \(inventory.name(of: weakness.assets[0]))</h3>"))
        }
    }

    @Test func aBackupOfACertificateHasTheCommandOfItsForm() throws {
        var sample = SampleInventory()
        let id = KeyIdentifier(kind: .certificate, database: .master, number: 256)
        for (number, place) in ["/a/tde.PFX", "/a/tde.pvk"].enumerated() {
            let id = KeyIdentifier(kind: .certificate, database: .master, number: id.number + Int32(number))
            sample.keys.append(
                sample.key(
                    id, "TDE", "certificate 'TDE'", ways: [sample.way(1, .password)],
                    backups: [sample.backup(of: id, at: place)]))
        }
        let page = html(sample.inventory)
        #expect(page.contains("openssl pkcs12 -in /a/tde.PFX"))
        #expect(page.contains("openssl rsa -provider legacy -provider default -inform PVK -in /a/tde.pvk"))
    }

    // MARK: Hostile names

    @Test func namesAreTextWhereverTheyStand() throws {
        let hostile = "</code></pre><script src=//x onload=\"y\">'&lt;\u{202E}\u{0}"
        var sample = SampleInventory()
        sample.server = hostile
        let id = sample.addDatabase("<img src=x onerror=alert(1)>\"'&", isBackedUp: false, label: hostile)
        let certificate = KeyIdentifier(kind: .certificate, database: id, number: 300)
        sample.keys.append(
            sample.key(
                certificate, hostile, "certificate '\(hostile)'", ways: [sample.way(1, .password, hostile)],
                backups: [sample.backup(of: certificate, at: hostile)]))
        let page = html(sample.inventory)
        // What is left of the page without the two elements that a parser of XML does not take is XML.
        let body = try #require(page.split(separator: "<body>").last?.split(separator: "</body>").first)
        let reader = XMLReader(String(body))
        #expect(reader.error == nil)
        let known: Set = [
            "main", "header", "footer", "h1", "h2", "h3", "p", "dl", "div", "dt", "dd", "nav", "ol", "ul", "li", "a",
            "section", "article", "figure", "table", "thead", "tbody", "tr", "th", "td", "span", "pre", "code", "svg",
            "title",
            "desc", "rect", "text", "path", "polygon", "circle", "g",
        ]
        #expect(Set(reader.elements.map(\.name)).subtracting(known).isEmpty)
        for element in reader.elements {
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") || $0 == "src" || $0 == "style" })
            if let target = element.attributes["href"] { #expect(target.hasPrefix("#")) }
        }
        #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("\u{202E}"))
        #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;"))
    }

    @Test func anInstanceWithManyKeysGivesAPageOfBoundedLength() throws {
        var sample = SampleInventory()
        for number in 0..<1500 {
            let id = sample.addDatabase(
                try DatabaseName("D\(number)"), isBackedUp: false, isUnderServiceMasterKey: false)
            sample.add(.symmetricKey, "Values", in: id, by: .password)
        }
        let page = html(sample.inventory)
        #expect(page.utf8.count < 4 << 20)
        #expect(page.contains("And 2501 more."))
    }
}

/// A source that remembers what it gave: every symmetric key, nonce and salt of an instance comes from it.
private final class RememberingRandom: RandomSource {
    private let memory = Mutex<[[UInt8]]>([])
    private let source = DeterministicRandomSource(seed: 20)

    /// What is long enough to be a key, apart from what shows itself: identities.
    var drawn: [[UInt8]] {
        memory.withLock { $0.filter { $0.count >= 16 } }
    }

    func fill(_ bytes: inout MutableRawSpan) throws {
        source.fill(&bytes)
        let copy = unsafe bytes.bytes.withUnsafeBytes { unsafe Array($0) }
        memory.withLock { $0.append(copy) }
    }
}

/// An instance with secrets of every sort, all of which are known.
private struct SecretInstance {
    let random = RememberingRandom()
    let session: Session
    let passwords = ["8-Tall-Giraffes", "9-Small-Otters-Swim", "7-Tame-Lynxes-Nap", "5-Old-Tortoises-Run"]
    let credentials = ["AKIA-not-a-real-secret", "another secret of a server"]

    init() async throws {
        let random = random
        let instance = try await TestInstance(
            rootProtectors: [EphemeralRootProtector(random: random), EphemeralRootProtector(name: .serviceAccount)]
        ) { $0.random = random }
        session = instance.session
        let words = passwords.map { Password($0) }
        try await session.createDatabase("Sales")
        try await session.createMasterKey(in: "Sales", password: words[0], label: "vault envelope 7")
        for (number, scope) in [Credential.Scope.server, .database("Sales")].enumerated() {
            try await session.createCredential(
                "storage", in: scope, identity: "keeper", secret: SecretBytes(text: credentials[number]))
        }
        try await session.createSymmetricKey(
            "Values", in: "Sales", encryptedBy: [.password(words[3], label: "vault envelope 8")])
        try await session.openSymmetricKey("Values", in: "Sales", by: .password(words[3]))
        try await session.backUpServiceMasterKey(
            to: MemoryBackupMedium(place: "/safe/smk.pem"), under: BackupPassword(words[1], label: "safe"),
            derivation: .insecureForTesting)
        try await session.backUpMasterKey(
            of: "Sales", to: MemoryBackupMedium(place: "/safe/sales.pem"),
            under: BackupPassword(words[2], label: "safe"),
            derivation: .insecureForTesting)
        try await session.backUpSymmetricKey(
            "Values", in: "Sales", to: MemoryBackupMedium(place: "/safe/values.pem"), under: "9-Small-Otters-Swim")
    }

    /// The ways in which bytes get into text.
    static func forms(of bytes: [UInt8]) -> [String] {
        let hexadecimal = bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        let base64 = Data(bytes).base64EncodedString()
        let text = String(validating: bytes, as: UTF8.self)
        return [hexadecimal, base64.replacing("=", with: "")] + [text].compactMap { $0 }
    }
}
