import Foundation
import TestScripts
import Testing
import TransactSQLSyntax

/// Which batches of the scripts in `TestScripts` are accepted, and where and with which error the others are refused.
@Suite struct ScriptTests {
    struct Expectation: Sendable, CustomTestStringConvertible {
        let script: String
        /// The line of the script and the number of the error of each batch that is refused.
        let errors: [[Int]]
        /// Lines that begin with `GO` and are no separators.
        var malformedSeparators: [Int] = []

        var testDescription: String { script }
    }

    static let expectations = [
        Expectation(script: "01_tde_enable", errors: []),
        Expectation(script: "02_move_tde_database", errors: []),
        Expectation(script: "03_backup_smk", errors: []),
        Expectation(script: "04_restore_smk", errors: []),
        Expectation(script: "06_restore_dmk", errors: []),
        Expectation(script: "07_create_dmk", errors: []),
        Expectation(script: "08_encrypt_column", errors: []),
        // A subquery needs parentheses.
        Expectation(script: "09_same_symmetric_key_two_servers", errors: [[23, 156]]),
        Expectation(script: "10_decrypt_in_database_context", errors: []),
        // DES.
        Expectation(script: "11_decrypt_by_certificate", errors: [[10, 102]]),
        Expectation(script: "13_swap_protector", errors: []),
        // CREATE PROCEDURE behind other statements, twice; and GO with a semicolon.
        Expectation(
            script: "14_sign_and_countersign",
            errors: [[75, 111], [84, 111]],
            malformedSeparators: [93]
        ),
        Expectation(script: "16_tde_and_encrypted_backup", errors: []),
        // A login with a backslash needs brackets; RSA_512.
        Expectation(script: "17_tde_with_ekm", errors: [[28, 102], [36, 102]]),
        // Unbalanced quotation marks, so that no GO separates.
        Expectation(script: "18_unbalanced_quotes", errors: [[5, 102]]),
        Expectation(script: "19_drop_dek_after_decryption", errors: []),
        Expectation(script: "21_alter_certificates", errors: []),
        Expectation(script: "22_backup_certificates", errors: []),
        Expectation(script: "23_asymmetric_keys", errors: []),
        Expectation(script: "24_open_and_close_master_key", errors: []),
        Expectation(script: "27_move_dmk_to_new_instance", errors: []),
        // Variables as passwords.
        Expectation(script: "29_variable_as_password", errors: [[21, 102], [31, 102], [36, 102]]),
        Expectation(script: "30_empty_passwords", errors: []),
        Expectation(script: "32_encrypted_backup_on_another_server", errors: []),
        Expectation(script: "37_guarded_open_and_close", errors: []),
        Expectation(script: "39_backup_restore_symmetric_key", errors: []),
    ]

    @Test(arguments: expectations)
    func hasTheErrorsThatTheServerReports(_ expectation: Expectation) throws {
        var errors: [[Int]] = []
        var malformedSeparators: [Int] = []
        for part in ScriptSplitter.parts(of: try TestScripts.text(of: expectation.script)) {
            switch part {
            case .batch(let batch):
                do {
                    _ = try Batch(parsing: batch.text)
                } catch {
                    errors.append([batch.line + error.line - 1, Int(error.number)])
                }
            case .malformedSeparator(let line):
                malformedSeparators.append(line.line)
            case .command:
                Issue.record("a command without sqlcmd mode")
            }
        }
        #expect(errors == expectation.errors)
        #expect(malformedSeparators == expectation.malformedSeparators)
    }

    @Test func everyScriptIsExpected() throws {
        #expect(try TestScripts.names() == Self.expectations.map(\.script))
    }

    @Test func everyBatchIsReadAgainAsItIsWritten() throws {
        for batch in try Self.batches() {
            let written = batch.formatted()
            #expect(try Batch(parsing: written) == batch, "\(written)")
            // What is written is in its one form already.
            #expect(try Batch(parsing: written).formatted() == written)
        }
    }

    @Test func algorithmsOfTheirTimeAreAcceptedAtTheirLevel() throws {
        let options = ParsingOptions(compatibilityLevel: 120)
        for name in ["11_decrypt_by_certificate", "17_tde_with_ekm"] {
            let numbers = ScriptSplitter.parts(of: try TestScripts.text(of: name)).compactMap { part -> Int32? in
                guard case .batch(let batch) = part else { return nil }
                do throws(SyntaxError) {
                    _ = try Batch(parsing: batch.text, options: options)
                    return nil
                } catch {
                    return error.number
                }
            }
            #expect(numbers == (name.hasPrefix("17") ? [102] : []))
        }
    }

    // MARK: Reading

    /// The texts of all batches of all scripts.
    static func texts() throws -> [String] {
        try TestScripts.names().flatMap { name in
            ScriptSplitter.parts(of: try TestScripts.text(of: name)).compactMap { part in
                if case .batch(let batch) = part { batch.text } else { nil }
            }
        }
    }

    /// The batches of all scripts that are accepted.
    static func batches() throws -> [Batch] {
        try texts().compactMap { try? Batch(parsing: $0) }
    }
}
