"""People who share a mailbox or nearly a name, and which of them are one."""

from __future__ import annotations

from tests.support.dbt.situations import Situation, apart, one

#: (object, first name, last name, e-mail)
PEOPLE = (
    apart(
        "two people behind office@",
        ("contacts", "Amir", "Shah", "office@kline.com"),
        ("lead", "Bea", "Tor", "office@kline.com"),
    ),
    apart(
        "two people behind a plain address",
        ("contacts", "Anna", "Meyer", "meyer@family.com"),
        ("contacts", "Peter", "Meyer", "meyer@family.com"),
    ),
    one(
        "one person behind office@",
        ("contacts", "Cora", "Lund", "office@solo.com"),
        ("lead", "CORA", "LUND", "Office@Solo.com"),
    ),
    apart(
        "nobody's name behind info@",
        ("contacts", "", "", "info@bare.com"),
        ("lead", "", "", "info@bare.com"),
        ("lead", "Dan", "Roe", "info@bare.com"),
    ),
    *(
        apart(
            f"the mailbox {mailbox}@",
            ("contacts", "", "", f"{mailbox}@role.com"),
            ("contact", "Ed", "Poe", f"{mailbox}@role.com"),
        )
        for mailbox in (
            "sales",
            "kontakt",
            "no-reply",
            "info.de",
            "office-berlin",
            "support+x",
            "hr1",
        )
    ),
    apart(
        "a mailbox that anybody opens",
        ("contacts", "", "", "joe@mailinator.com"),
        ("lead", "Joe", "Doe", "joe@mailinator.com"),
    ),
    *(
        one(
            f"{first} {last} and {other} {more}",
            ("contacts", first, last, email),
            ("lead", other, more, email),
        )
        for first, last, other, more, email in (
            ("Robert", "Stone", "Bob", "Stone", "n1@x.com"),
            ("Liz", "Stone", "Elizabeth", "Stone", "n2@x.com"),
            ("Bill", "Stone", "Will", "Stone", "n3@x.com"),
            ("Hans", "Stein", "Johannes", "Stein", "n4@x.com"),
            ("José", "Núñez", "JOSE", "NUNEZ", "n5@x.com"),
            ("Jürgen", "Groß", "Juergen", "Gross", "n6@x.com"),
            ("Renée", "Stone", "Rene\u0301e", "Stone", "n7@x.com"),
            ("Meyer", "Anna", "Anna", "Meyer", "n8@x.com"),
            ("A.", "Meyer", "Anna", "Meyer", "n9@x.com"),
            ("", "Meyer", "Anna", "Meyer", "n10@x.com"),
            ("Anna", "", "Anna", "Meyer", "n11@x.com"),
            ("", "", "Anna", "Meyer", "n12@x.com"),
            ("Anna Maria", "Meyer", "Anna", "Meyer", "n13@x.com"),
            ("Anna", "Meyer-Schulz", "Anna", "Schulz", "n14@x.com"),
            ("Dr. Anna", "Meyer", "Anna", "Meyer PhD", "n15@x.com"),
            ("test", "asdf", "Anna", "Meyer", "n16@x.com"),
            ("Anna", "[not provided]", "Anna", "Meyer", "n17@x.com"),
            ("Alex", "Stone", "Alexander", "Stone", "n18@x.com"),
            ("Jan", "van der Berg", "Jan", "Berg", "n19@x.com"),
            ("Anna Meyer", "", "Anna", "Meyer", "n20@x.com"),
            ("ИВАН", "ПЕТРОВ", "Иван", "Петров", "n21@x.com"),
            ("太郎", "田中", "Taro", "Tanaka", "n22@x.com"),
            ("Sean", "O'Neil", "Sean", "ONeil", "n23@x.com"),
            ("Annamaria", "Stone", "Anna Maria", "Stone", "n24@x.com"),
            ("ŁUKASZ", "Żak", "Lukasz", "Zak", "n25@x.com"),
        )
    ),
    *(
        apart(
            f"{first} {last} and {other} {more}",
            ("contacts", first, last, email),
            ("lead", other, more, email),
        )
        for first, last, other, more, email in (
            ("Anna", "Meyer", "Berta", "Meyer", "p1@x.com"),
            ("Anna", "Meyer", "Anna", "Schmidt", "p2@x.com"),
            ("B.", "Meyer", "Anna", "Meyer", "p3@x.com"),
            ("Иван", "Петров", "Пётр", "Сидоров", "p4@x.com"),
            ("Christopher", "Null", "Jennifer", "Null", "p5@x.com"),
            ("Jan", "de Vries", "Piet", "Jansen", "p6@x.com"),
        )
    ),
    *(
        one(
            f"{spelling} is an address",
            ("contacts", "Gil", "Roth", address),
            ("lead", "Gil", "Roth", spelling),
        )
        for spelling, address in (
            (" Gil@Roth.com ", "gil@roth.com"),
            ("mailto:gil2@roth.com", "gil2@roth.com"),
            ("Gil Roth <gil3@roth.com>", "gil3@roth.com"),
            ("gil4@roth.com.invalid", "gil4@roth.com"),
            ("'gil5@roth.com", "gil5@roth.com"),
            ("gil6@roth.com;", "gil6@roth.com"),
            ("GİL7@ROTH.COM".replace("İ", "I"), "gil7@roth.com"),
            ("ÉMILE8@ROTH.COM", "émile8@roth.com"),
            ("gil9@roth.com, gil99@roth.com", "gil9@roth.com"),
            ("gil10=roth.com@example.com", "gil10@roth.com"),
            ("ΓΙΛ@ROTH.COM", "γιλ@roth.com"),
            ("\tgil11@roth.com\r\n", "gil11@roth.com"),
        )
    ),
    Situation(
        "a mailbox without a name fits both of two people",
        {
            "a": ("contacts", "", "", "desk@pair.com"),
            "b": ("contact", "Ann", "Lee", "desk7x@pair.com"),
            "c": ("lead", "", "", "x7@pair.com"),
            "d": ("contact", "Ann", "Lee", "x7@pair.com"),
            "e": ("contact", "Tom", "Fox", "x7@pair.com"),
            "f": ("lead", "Tommy", "Fox", "x7@pair.com"),
        },
        "a|b|c|d|e f",
    ),
    apart(
        "an address of everybody",
        *(("lead", "", "", "form@switchboard.com") for _ in range(22)),
    ),
)
