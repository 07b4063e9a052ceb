"""Three invented districts over three years: what each plan held, and how tertial and annual reports told it in other words.

In: nothing. Out: CHAINS, one Step for each measure in a year. Steps of one district with the same key are one and the same measure.
Some are meant to tempt: the same street with another number, the same service reduced one year and extended the next.
"""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """A measure in one year. Amounts in tkr. A measure that was never planned has no ``plan`` and stands in the annual report alone."""

    district: str
    year: int
    key: str
    area: str
    subarea: str | None
    heading: str
    title: str
    plan: str
    tertial: str
    annual: str
    start_raw: str
    start_date: str
    start_precision: str
    estimate: int
    by_august: int
    by_december: int
    august: tuple[str, str]  # status and its words
    december: tuple[str, str]


_AREAS = {
    "ht": ("aldreomsorg", "hemtjanst", "Hemtjänst"),
    "sb": ("aldreomsorg", "sarskilt_boende", "Särskilt boende"),
    "bu": ("individ_och_familj", "barn_och_unga", "Barn och unga"),
    "eb": ("individ_och_familj", "ekonomiskt_bistand", "Ekonomiskt bistånd"),
    "va": ("individ_och_familj", "vuxna_missbruk", "Missbruksvård"),
    "dv": ("funktionsnedsattning", "daglig_verksamhet", "Daglig verksamhet"),
    "bs": ("funktionsnedsattning", "boendestod", "Boendestöd"),
    "fs": ("forskola", None, "Förskola"),
    "ku": ("kultur_och_fritid", None, "Kultur och fritid"),
    "fg": ("kultur_och_fritid", "fritidsgardar", "Fritidsgårdar"),
    "ad": ("ledning_och_administration", None, "Administration"),
    "lo": ("ledning_och_administration", "lokaler", "Lokaler"),
}
_MONTHS = {
    "januari": 1,
    "februari": 2,
    "mars": 3,
    "april": 4,
    "maj": 5,
    "juni": 6,
    "juli": 7,
    "augusti": 8,
    "september": 9,
    "oktober": 10,
}
_STATUS = {"Genomförd": "done", "Pågår": "ongoing", "Ej påbörjad": "planned", "Avbruten": "stopped"}

# district year key area | title | plan | tertial | annual | start | estimate, by August, by December | August | December
_TEXT = """
Lövholm 2021 natt ht | Gemensam nattpatrull | Hemtjänstens tre nattpatruller blir en. | Sammanslagning av nattpatrullerna i hemtjänsten. | En nattpatrull i stället för tre inom hemtjänsten. | 1 mars 2021 | 1200 500 950 | Pågår. Två av tre patruller är sammanslagna. | Genomförd. Alla patruller arbetar från samma lokal.
Lövholm 2021 torg27 lo | Torggatan 27 | Kontoret på Torggatan 27 sägs upp. | Uppsägning av kontoret på Torggatan 27. | Uppsägning av hyresavtalet för Torggatan 27. | 1 juli 2021 | 640 0 320 | Pågår. Avtalet är uppsagt. | Genomförd. Kontoret är lämnat.
Lövholm 2021 hvb bu | Kortare tid på HVB | Placeringar på HVB följs upp var sjätte vecka. | Uppföljning av HVB-placeringar var sjätte vecka. | Tätare uppföljning av placeringar på HVB. | januari 2021 | 2500 900 1700 | Pågår. Uppföljningen görs i alla ärenden. | Pågår. Vårdtiderna har sjunkit.
Lövholm 2021 lilja fs | Förskolan Liljan | Förskolan Liljan avvecklas och barnen får plats på Tulpanen. | Avveckling av förskolan Liljan. | Nedläggning av förskolan Liljan, barnen har flyttat till Tulpanen. | 1 augusti 2021 | 900 0 450 | Pågår. Vårdnadshavarna är informerade. | Genomförd. Lokalen är återlämnad.
Lövholm 2021 kopia ad | - | - | - | Gemensamma skrivare för hela förvaltningen. | - | 0 0 120 | - | Genomförd. Avtalet gäller alla enheter.
Lövholm 2022 hvb bu | Placeringar på HVB | Placeringar på HVB följs upp var fjärde vecka, och hemmaplanslösning prövas alltid. | Uppföljning var fjärde vecka av HVB-placeringar. | Uppföljning av HVB-placeringar och prövning av hemmaplanslösning. | januari 2022 | 1800 1300 2100 | Pågår. Prövningen sker i alla ärenden. | Genomförd. Fem placeringar har ersatts.
Lövholm 2022 torg29 lo | Torggatan 29 | Kontoret på Torggatan 29 sägs upp. | Uppsägning av kontoret på Torggatan 29. | Uppsägning av hyresavtalet för Torggatan 29. | 1 oktober 2022 | 480 0 120 | Ej påbörjad. Nya lokaler saknas. | Avbruten. Lokalerna behövs för familjecentralen.
Lövholm 2022 trygg ht | Digital nattillsyn | Tillsyn med kamera ersätter vartannat nattbesök i hemtjänsten. | Kameratillsyn i stället för vartannat besök om natten. | Nattlig tillsyn med kamera i hemtjänsten. | mars 2022 | 700 150 420 | Pågår. Tolv personer har kamera. | Pågår. Trettio personer har kamera.
Lövholm 2022 mat fs | Förskolornas mat | Förskolornas mat lagas i två kök i stället för fem. | Matlagning i två kök för förskolorna. | Två tillagningskök i stället för fem i förskolan. | 1 augusti 2022 | 850 0 350 | Pågår. Köken byggs om. | Genomförd. Tre kök är stängda.
Lövholm 2022 bilar ad | - | - | - | Färre leasingbilar i förvaltningens bilpool. | - | 0 0 260 | - | Genomförd. Fyra bilar är återlämnade.
Lövholm 2023 trygg ht | Kameratillsyn | Tillsyn med kamera i hemtjänsten utökas till alla som samtycker. | Utökning av kameratillsyn i hemtjänsten. | Tillsyn med kamera till alla i hemtjänsten som samtycker. | januari 2023 | 1100 600 1050 | Pågår. Sextio personer har kamera. | Genomförd. Alla som vill har fått kamera.
Lövholm 2023 grupp bs | Boendestöd i grupp | Boendestödets besök ersätts delvis av gruppträffar. | Gruppträffar inom boendestödet. | Gruppträffar i stället för enskilda besök i boendestödet. | 1 april 2023 | 380 120 300 | Pågår. Tre grupper har startat. | Genomförd. Fem grupper träffas varje vecka.
Lövholm 2023 lov fg | Sommarstängt på fritidsgården | Fritidsgården Loket stänger under fyra sommarveckor. | Stängning av fritidsgården Loket fyra veckor. | Fyra veckors stängning av fritidsgården Loket. | juni 2023 | 150 150 150 | Genomförd. Gården var stängd i fyra veckor. | Genomförd. Stängningen har inte gett klagomål.
Lövholm 2023 kontroll eb | Utökad kontroll | Ansökningar om ekonomiskt bistånd kontrolleras med stickprov varje månad. | Stickprov i ansökningar om ekonomiskt bistånd. | Stickprovskontroll av ekonomiskt bistånd. | februari 2023 | 600 200 340 | Pågår. Stickprov görs varje månad. | Pågår. Kontrollerna fortsätter.
Lövholm 2023 vik ht | - | - | - | Minskad användning av bemanningsföretag i hemtjänsten. | - | 0 0 410 | - | Genomförd. Inga sjuksköterskor hyrs in.
Brunnsvik 2021 natt ht | Nattbesök | Nattbesöken i hemtjänsten samordnas med grannstadsdelen. | Samordning av hemtjänstens nattbesök med grannstadsdelen. | Nattbesöken i hemtjänsten utförs av en gemensam grupp med grannstadsdelen. | 1 maj 2021 | 1000 200 600 | Pågår. Avtal är tecknat. | Genomförd. Gruppen arbetar i båda stadsdelarna.
Brunnsvik 2021 korttid sb | Egna korttidsplatser | Sex korttidsplatser på Ekgården ersätter köpta platser. | Korttidsplatser på Ekgården i stället för köpta. | Köpta korttidsplatser har ersatts med platser på Ekgården. | mars 2021 | 2200 700 1500 | Pågår. Fyra platser är öppna. | Genomförd. Alla sex platser är öppna.
Brunnsvik 2021 jour bu | Jourhem | Tre jourhem i egen regi rekryteras. | Rekrytering av tre egna jourhem. | Egna jourhem rekryteras i stället för köp från konsulent. | 1 februari 2021 | 1600 300 800 | Pågår. Ett jourhem är rekryterat. | Pågår. Två jourhem är rekryterade.
Brunnsvik 2021 bib ku | Biblioteket | Bibliotekets öppettider på lördagar kortas. | Kortare lördagsöppet på biblioteket. | Biblioteket har kortare öppettider på lördagar. | 1 september 2021 | 180 0 60 | Ej påbörjad. Förhandling återstår. | Genomförd. De nya tiderna gäller.
Brunnsvik 2021 porto ad | - | - | - | Digitala brev i stället för porto. | - | 0 0 90 | - | Genomförd. Nio av tio brev är digitala.
Brunnsvik 2022 jour bu | Fler jourhem | Ytterligare två egna jourhem rekryteras. | Rekrytering av två ytterligare jourhem. | Två jourhem till har rekryterats i egen regi. | januari 2022 | 1200 500 1150 | Pågår. Ett jourhem till är klart. | Genomförd. Båda hemmen är i bruk.
Brunnsvik 2022 avgift ht | Avgifter | Hemtjänstens avgifter för tvätt och inköp höjs. | Höjda avgifter för tvätt och inköp i hemtjänsten. | Hemtjänstens avgifter för tvätt och inköp är höjda. | 1 april 2022 | 420 180 400 | Genomförd. De nya avgifterna gäller. | Genomförd. Intäkten är nära den beräknade.
Brunnsvik 2022 omf dv | Köpta platser | Avtal om köpta platser i daglig verksamhet omförhandlas. | Omförhandling av avtal om daglig verksamhet. | Omförhandlade avtal om köpta platser i daglig verksamhet. | mars 2022 | 900 250 700 | Pågår. Tre avtal är klara. | Pågår. Sju av nio avtal är klara.
Brunnsvik 2022 vilan sb | Servicehuset Vilan | Servicehuset Vilan stängs och de boende erbjuds lägenhet på Ekgården. | Stängning av servicehuset Vilan. | Avveckling av servicehuset Vilan. | 1 juni 2022 | 3100 600 1900 | Pågår. Hälften av de boende har flyttat. | Genomförd. Huset är lämnat till bolaget.
Brunnsvik 2022 stad lo | - | - | - | Städning av kontoren varannan dag i stället för varje dag. | - | 0 0 140 | - | Genomförd. Nya intervall gäller i alla kontor.
Brunnsvik 2023 omf dv | Avtal daglig verksamhet | Återstående avtal i daglig verksamhet omförhandlas. | Omförhandling av de återstående avtalen om daglig verksamhet. | De sista avtalen om daglig verksamhet är omförhandlade. | januari 2023 | 350 200 350 | Pågår. Ett avtal återstår. | Genomförd. Alla avtal är klara.
Brunnsvik 2023 oppet ku | Lördagsöppet | Bibliotekets öppettider på lördagar förlängs med stöd av volontärer. | Längre lördagsöppet på biblioteket med volontärer. | Biblioteket har längre öppet på lördagar tack vare volontärer. | 1 mars 2023 | 50 0 0 | Pågår. Volontärer utbildas. | Avbruten. Volontärer saknas.
Brunnsvik 2023 plan ht | Planering | Ett nytt system för ruttplanering införs i hemtjänsten. | Införande av ruttplanering i hemtjänsten. | Hemtjänsten använder ett nytt system för ruttplanering. | 1 oktober 2023 | 500 0 110 | Ej påbörjad. Upphandlingen är överklagad. | Pågår. Systemet används i ett område.
Brunnsvik 2023 vard va | Öppenvård | En behandlare anställs i missbruksvårdens öppenvård för att ersätta köpta behandlingshem. | Behandlare i missbruksvårdens öppenvård. | Missbruksvårdens öppenvård har förstärkts med en behandlare. | 1 februari 2023 | 800 300 640 | Genomförd. Behandlaren är på plats. | Genomförd. Tre köp har kunnat undvikas.
Brunnsvik 2023 kurs ad | - | - | - | Interna kurser i stället för köpta. | - | 0 0 75 | - | Genomförd. Sju kurser har hållits.
Hagsund 2021 schema sb | Nya scheman | Scheman på Åldersro läggs om efter de boendes dygnsrytm. | Omläggning av scheman på Åldersro. | Scheman på Åldersro är omlagda efter de boendes dygnsrytm. | april 2021 | 950 350 800 | Pågår. Två avdelningar har nya scheman. | Genomförd. Hela huset har nya scheman.
Hagsund 2021 rosen fs | Förskolan Rosen | Förskolan Rosen slås samman med förskolan Syrenen. | Sammanslagning av förskolorna Rosen och Syrenen. | Förskolorna Rosen och Syrenen är en enhet. | 1 augusti 2021 | 1300 0 520 | Pågår. Personalen är fördelad. | Genomförd. En rektor leder enheten.
Hagsund 2021 fonus eb | Förskott på förmån | Förskott på förmån återkrävs systematiskt inom ekonomiskt bistånd. | Återkrav av förskott på förmån. | Systematiska återkrav av förskott inom ekonomiskt bistånd. | januari 2021 | 300 120 210 | Pågår. Alla ärenden är genomgångna. | Pågår. Återkraven fortsätter.
Hagsund 2021 hallen ku | Hyran för Strandhallen | Avgiften för hyra av Strandhallen höjs. | Höjd avgift för Strandhallen. | Avgiften för hyra av Strandhallen är höjd. | 1 juli 2021 | 220 30 110 | Genomförd. Avgiften är höjd. | Genomförd. Bokningarna är lika många.
Hagsund 2021 lampor lo | - | - | - | Byte till snålare belysning i förvaltningens lokaler. | - | 0 0 65 | - | Genomförd. Alla lampor är bytta.
Hagsund 2022 fonus eb | Återkrav | Återkrav av ekonomiskt bistånd sköts av en särskild handläggare. | Särskild handläggare för återkrav. | En handläggare arbetar enbart med återkrav av ekonomiskt bistånd. | 1 februari 2022 | 450 260 430 | Pågår. Handläggaren är anställd. | Genomförd. Återbetalningen har fördubblats.
Hagsund 2022 nasta sb | Avdelning Nästet | Avdelning Nästet på Åldersro stängs. | Stängning av avdelningen Nästet på Åldersro. | Avdelningen Nästet på Åldersro är stängd. | 1 september 2022 | 1700 0 500 | Pågår. Fyra lägenheter är tomma. | Genomförd. De boende har flyttat inom huset.
Hagsund 2022 kontakt bu | Kontaktfamiljer | Beslut om kontaktfamilj för barn omprövas varje halvår. | Omprövning av kontaktfamiljer varje halvår. | Halvårsvis omprövning av barns kontaktfamiljer. | mars 2022 | 340 90 200 | Pågår. Hälften är omprövade. | Pågår. Arbetet fortsätter.
Hagsund 2022 gard fg | Fritidsgården Vågen | Fritidsgården Vågen håller öppet två kvällar färre. | Två kvällar färre på fritidsgården Vågen. | Fritidsgården Vågen är öppen tre kvällar i veckan. | 1 april 2022 | 260 100 190 | Genomförd. Gården är öppen tre kvällar. | Genomförd. Besöken är oförändrade.
Hagsund 2022 mobil ad | - | - | - | Uppsägning av outnyttjade telefonabonnemang. | - | 0 0 55 | - | Genomförd. Sjuttio abonnemang är uppsagda.
Hagsund 2023 kontakt bu | Kontaktpersoner och kontaktfamiljer | Beslut om kontaktfamilj och kontaktperson för barn omprövas varje kvartal. | Kvartalsvis omprövning av kontaktfamiljer och kontaktpersoner. | Barns kontaktfamiljer och kontaktpersoner omprövas varje kvartal. | januari 2023 | 280 150 270 | Pågår. Omprövning sker varje kvartal. | Genomförd. Sexton beslut har upphört.
Hagsund 2023 bojen sb | Avdelning Bojen | Avdelning Bojen på Åldersro stängs. | Stängning av avdelningen Bojen på Åldersro. | Avdelningen Bojen på Åldersro är stängd. | 1 maj 2023 | 1500 500 1100 | Pågår. Sex lägenheter är tomma. | Genomförd. Avdelningen är återlämnad.
Hagsund 2023 skift ht | Helgbemanning | Hemtjänstens helgpass förlängs så att färre vikarier behövs. | Längre helgpass i hemtjänsten. | Helgpassen i hemtjänsten är förlängda. | 1 juni 2023 | 620 100 380 | Pågår. Provperiod i ett område. | Genomförd. Alla områden har längre pass.
Hagsund 2023 syren fs | Avdelning på Syrenen | En avdelning på förskolan Syrenen stängs. | Stängning av en avdelning på förskolan Syrenen. | Förskolan Syrenen har en avdelning mindre. | 1 augusti 2023 | 700 0 290 | Pågår. Barnen har erbjudits plats. | Genomförd. Avdelningen är stängd.
Hagsund 2023 papper ad | - | - | - | Pappersfria sammanträden. | - | 0 0 35 | - | Genomförd. Alla läser på skärm.
"""


def _start(raw: str) -> tuple[str, str]:
    """The first day and the precision of "1 mars 2021" or "mars 2021"."""
    *day, month, year = raw.split()
    return f"{year}-{_MONTHS[month]:02d}-{int(day[0]) if day else 1:02d}", "day" if day else "month"


def _status(text: str) -> tuple[str, str]:
    return _STATUS[text.split(".")[0]], text


def _step(line: str) -> Step:
    key, title, plan, tertial, annual, start, amounts, august, december = (part.strip() for part in line.split(" | "))
    district, year, name, area = key.split()
    estimate, by_august, by_december = (int(a) for a in amounts.split())
    planned = plan != "-"
    return Step(
        district, int(year), name, *_AREAS[area], title, plan if planned else "", tertial, annual, start,
        *(_start(start) if planned else ("", "")), estimate, by_august, by_december, _status(august) if planned else ("", ""), _status(december),
    )  # fmt: skip


CHAINS = tuple(_step(line) for line in _TEXT.strip().splitlines())
