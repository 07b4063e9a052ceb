"""What measures are about: units, services, agreements, posts … of each area, each naming its own area.

In: nothing. Out: OBJECTS, rows of (area, sub-area, kind, the object in definite form); HEADINGS, how areas are named on paper.
"""

from __future__ import annotations

from typing import NamedTuple


class Thing(NamedTuple):
    area: str
    subarea: str | None
    kind: str
    text: str


_TEXT = """
aldreomsorg hemtjanst service | hemtjänstens städinsatser; hemtjänstens inköpsturer; hemtjänstens ruttplanering; hemtjänstens nattpatruller
aldreomsorg hemtjanst staff | bemanningen i hemtjänstens kvällsgrupper; hemtjänstens bemanning under helger
aldreomsorg hemtjanst fee | avgiften för matlådor i hemtjänsten; hemtjänstens avgifter för tvätt och städ
aldreomsorg hemtjanst post | tjänsten som planerare i hemtjänsten; tjänsten som biträdande enhetschef i hemtjänsten
aldreomsorg hemtjanst purchase | inköpen av arbetskläder till hemtjänsten; hemtjänstens inhyrning av bilar
aldreomsorg sarskilt_boende place | avdelningen Syrenen på vård- och omsorgsboendet Björkhaga; äldreboendet Solgläntan; det särskilda boendet Furulund
aldreomsorg sarskilt_boende staff | nattbemanningen på äldreboendet Vallmon; grundbemanningen på kommunens vård- och omsorgsboenden
aldreomsorg sarskilt_boende contract | avtalet om tvätt på vård- och omsorgsboendena; hyresavtalet för äldreboendet Kvarngården
aldreomsorg sarskilt_boende purchase | inköpen av inkontinenshjälpmedel på äldreboendena; inhyrningen av sjuksköterskor på särskilt boende
aldreomsorg bistand routine | rutinen för omprövning av biståndsbeslut inom äldreomsorgen; biståndshandläggarnas uppföljning av äldres beslut
aldreomsorg forebyggande place | de äldres träffpunkt Rosengården; träffpunkten för äldre i Norra torp
individ_och_familj barn_och_unga placement | placeringarna av barn och unga på HVB; barnens placeringar i konsulentstödda familjehem; de akuta placeringarna av unga i jourhem
individ_och_familj barn_och_unga service | öppenvården för barn och unga; familjebehandlingen inom barn- och ungdomsenheten
individ_och_familj barn_och_unga post | tjänsten som socialsekreterare på barn- och ungdomsenheten; tjänsten som familjehemssekreterare
individ_och_familj vuxna_missbruk placement | placeringarna på behandlingshem för vuxna med missbruk; de externa placeringarna inom missbruksvården
individ_och_familj vuxna_missbruk service | öppenvården inom missbruksvården; eftervården för vuxna med missbruk
individ_och_familj ekonomiskt_bistand routine | rutinen för kontroll av ansökningar om ekonomiskt bistånd; handläggningen av försörjningsstöd; återkraven av försörjningsstöd
individ_och_familj ekonomiskt_bistand post | tjänsten som ekonomihandläggare inom försörjningsstöd
individ_och_familj socialpsykiatri place | socialpsykiatrins sysselsättning Verkstan; socialpsykiatrins träfflokal Ankaret
individ_och_familj socialpsykiatri contract | avtalen om köpta boendeplatser inom socialpsykiatrin
individ_och_familj familjeratt service | familjerättens samarbetssamtal; familjerätten
individ_och_familj hemloshet contract | avtalen om tillfälligt boende för hemlösa; hyresavtalen för hemlösas akutboende
funktionsnedsattning boende place | gruppbostaden på Ekvägen; servicebostaden Trekanten; LSS-boendet Opalen
funktionsnedsattning boende staff | bemanningen på gruppbostäderna; sovande jour på LSS-boendet Granaten
funktionsnedsattning boende contract | avtalen om köpta platser på LSS-boenden
funktionsnedsattning daglig_verksamhet place | den dagliga verksamheten Hantverkshuset; den dagliga verksamheten på Slottsvägen
funktionsnedsattning daglig_verksamhet contract | avtalen om köpta platser i daglig verksamhet; hyresavtalet för daglig verksamhet på Bruksgatan
funktionsnedsattning personlig_assistans routine | rutinen för uppföljning av beslut om personlig assistans; handläggningen av personlig assistans
funktionsnedsattning boendestod service | boendestödet enligt socialtjänstlagen; boendestödets kvällsbesök
funktionsnedsattning ledsagning_avlosning routine | riktlinjerna för ledsagning; uppföljningen av beslut om avlösning i hemmet
funktionsnedsattning korttid place | korttidshemmet Fjärilen; LSS-korttidsvistelsen på Kullen
forskola - place | förskolan Lyckan; förskolan Pärlugglan; avdelningen Nyckelpigan på förskolan Ängen; den öppna förskolan i Centrum
forskola - staff | grundbemanningen i förskolan; bemanningen på förskolorna under öppning och stängning
forskola - service | förskolornas vikariepool; förskolans måltider; förskolornas städning
forskola - purchase | förskolans inköp av lekmaterial; förskolornas köp av pedagogiska läromedel
forskola - fee | förskoleavgiften för barn till föräldralediga
skola grundskola place | grundskolan i Hult; mellanstadiet på Klockarskolan; lågstadiet på Forsskolan
skola grundskola service | grundskolans skolskjutsar; studiehandledningen i grundskolan; elevhälsan i grundskolan
skola grundskola staff | lärartätheten i grundskolans årskurs 7-9; antalet elevassistenter i grundskolan
skola grundskola post | tjänsten som biträdande rektor på grundskolan Ekliden
skola gymnasium service | gymnasieskolans individuella val; gymnasieskolans språkprogram
skola gymnasium contract | avtalen om interkommunala platser i gymnasieskolan
skola vuxenutbildning service | vuxenutbildningens kurser i svenska för invandrare; yrkeskurserna inom vuxenutbildningen
skola fritidshem staff | bemanningen på fritidshemmen; fritidshemmens öppettider på morgonen
skola fritidshem purchase | fritidshemmens inköp av förbrukningsmaterial
arbetsmarknad - place | arbetsmarknadsenhetens snickeri; jobbcentrets filial i Söderby
arbetsmarknad - service | arbetsmarknadsenhetens feriejobb; arbetsmarknadsåtgärderna för unga vuxna; integrationsenhetens mottagande av nyanlända
arbetsmarknad - contract | arbetsmarknadsenhetens avtal om coachning
kultur_och_fritid - place | biblioteksfilialen i Torsby gård; konsthallen; friluftsbadet vid Långsjön; ishallens B-rink
kultur_och_fritid - service | bibliotekets bokbuss; kulturföreställningarna på biblioteket; simskolan i simhallen
kultur_och_fritid - fee | avgiften för hyra av idrottshallar; entréavgiften till simhallen
kultur_och_fritid foreningsbidrag service | föreningsbidragen till vuxenidrotten; bidragen till studieförbunden
kultur_och_fritid fritidsgardar place | fritidsgården Dammen; fritidsgården i Västra hamnen
stadsmiljo - service | snöröjningen av gångbanor; skötseln av parkernas planteringar; gatubelysningen på industriområdet; barmarksrenhållningen av torg
stadsmiljo - contract | avtalet om vinterväghållning; avtalet om tömning av papperskorgar i parkerna
stadsmiljo - fee | parkeringsavgifterna i centrum; taxan för bygglov; avgiften för upplåtelse av torgplatser
stadsmiljo - purchase | inköpen av sommarblommor till parkerna; inhyrningen av maskiner till gatuunderhållet
ledning_och_administration ledning post | tjänsten som kvalitetsstrateg på förvaltningsledningen; tjänsten som utredare i förvaltningens stab
ledning_och_administration lokaler contract | hyresavtalet för förvaltningens kontor på Torggatan; avtalet om lokalvård i förvaltningens kontorslokaler
ledning_och_administration - purchase | förvaltningens konsultköp; förvaltningens inköp av möbler och datorer; förvaltningens kurser och konferenser
ledning_och_administration - routine | förvaltningens rutin för inköp och attest; förvaltningens rehabiliteringsarbete; förvaltningens sjukfrånvarouppföljning
ledning_och_administration namnd purchase | nämndens sammanträden; nämndens arvoden
"""


def _rows() -> tuple[Thing, ...]:
    found = []
    for line in _TEXT.strip().splitlines():
        key, _, texts = line.partition(" | ")
        area, subarea, kind = key.split()
        found += [Thing(area, None if subarea == "-" else subarea, kind, text.strip()) for text in texts.split(";")]
    return tuple(found)


OBJECTS = _rows()

# How an area is named over its measures: a heading alone, or an outer and an inner one.
HEADINGS: dict[str, tuple[str, ...]] = {
    "aldreomsorg": ("Äldreomsorg", "Vård och omsorg om äldre", "Äldreomsorgen"),
    "individ_och_familj": ("Individ- och familjeomsorg", "Individ och familj", "Individ- och familjeomsorgen"),
    "funktionsnedsattning": (
        "Funktionsnedsättning",
        "Stöd och service till personer med funktionsnedsättning",
        "Funktionshinderområdet",
    ),
    "forskola": ("Förskola", "Förskoleverksamhet", "Förskolan"),
    "skola": ("Skola", "Utbildning", "Grundskola och gymnasieskola"),
    "arbetsmarknad": ("Arbetsmarknad", "Arbetsmarknad och integration", "Arbetsmarknadsenheten"),
    "kultur_och_fritid": ("Kultur och fritid", "Kultur- och fritidsverksamhet", "Kultur, idrott och fritid"),
    "stadsmiljo": ("Gata och park", "Samhällsbyggnad", "Teknisk verksamhet"),
    "ledning_och_administration": ("Ledning och administration", "Förvaltningsövergripande", "Stab och administration"),
}
