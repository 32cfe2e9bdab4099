import Testing

@testable import TransactSQL

/// Signatures of modules, of which there are none here.
@Suite struct SignatureTests {
    private static let setUp = """
        CREATE CERTIFICATE Signer ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt' WITH SUBJECT = 'signer';

        """

    @Test(arguments: [
        ("dbo.p", 15151, "Cannot find the object 'dbo.p', because"), ("OBJECT::p", 15151, "the object 'p'"),
        ("ASSEMBLY::a", 15151, "the assembly 'a'"), ("DATABASE::d", 15560, "'d'"),
    ])
    func whatIsNotThereIsNotSigned(_ module: String, _ number: Int, _ text: String) async throws {
        let connection = try await Connection()
        let outcome = try await connection.run(
            Self.setUp + """
                ADD SIGNATURE TO \(module) BY CERTIFICATE Signer WITH PASSWORD = 'Fjord 7 Basalt';
                ADD SIGNATURE TO \(module) BY CERTIFICATE Signer WITH SIGNATURE = 0x01;
                DROP SIGNATURE FROM \(module) BY CERTIFICATE Signer;
                """)
        #expect(outcome.messages.map(\.number) == [number, number, number])
        #expect(outcome.messages.allSatisfy { $0.severity == 16 && $0.text.contains(text) })
        let counter = try await connection.errors(
            "ADD COUNTER SIGNATURE TO \(module) BY CERTIFICATE Signer; DROP COUNTER SIGNATURE FROM \(module) BY CERTIFICATE Signer"
        )
        let expected = number == 15151 ? 15151 : 33014
        #expect(counter == [expected, expected])
    }

    @Test func nothingIsSigned() async throws {
        let connection = try await Connection()
        let value = try await connection.value(
            "IS_OBJECTSIGNED('OBJECT', OBJECT_ID('dbo.p'), 'certificate', 0x1F)")
        #expect(value == "NULL")
        #expect(
            try await connection.rows("SELECT class, major_id, thumbprint, crypt_type FROM sys.crypt_properties") == [])
    }
}
