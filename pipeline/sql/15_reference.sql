-- Reference tables: what the views compare with. Filled from extractors/reference/*.csv, and from a user's own CSV files
-- (data/reference/population.csv and price_index.csv); empty where there is no file, and then the views say null.

create table ref_municipality (
    code        varchar primary key,
    name        varchar not null,
    county_code varchar,
    county      varchar
);
comment on table ref_municipality is 'En rad för varje kommun i Sverige.';
comment on column ref_municipality.code is 'Kommunkod, fyra siffror som text.';
comment on column ref_municipality.name is 'Kommunens namn utan ordet kommun.';
comment on column ref_municipality.county_code is 'Länskod, två siffror som text.';
comment on column ref_municipality.county is 'Länets namn.';

create table ref_district (
    code              varchar primary key,
    municipality_code varchar not null,
    name              varchar not null,
    valid_from        date,
    valid_to          date,
    became            varchar,
    comparable_code   varchar not null
);
comment on table ref_district is 'En rad för varje stadsdel och tid som den har funnits.';
comment on column ref_district.code is 'Stadsdelens kod i den här databasen.';
comment on column ref_district.municipality_code is 'Kommunen som stadsdelen hör till.';
comment on column ref_district.name is 'Stadsdelens namn.';
comment on column ref_district.valid_from is 'Första dagen som stadsdelen fanns.';
comment on column ref_district.valid_to is 'Sista dagen som stadsdelen fanns. Tom när den finns kvar.';
comment on column ref_district.became is 'Stadsdelen som den gick upp i.';
comment on column ref_district.comparable_code is 'Dagens stadsdel som uppgifter från alla år kan jämföras under.';

create table ref_area (
    area    varchar not null,
    subarea varchar,
    rs_code varchar not null,
    label   varchar not null
);
comment on table ref_area is 'En rad för varje par av område i databasen och verksamhet i kommunernas räkenskapssammandrag (RS).';
comment on column ref_area.area is 'Verksamhetsområde (kod), som measures.area.';
comment on column ref_area.subarea is 'Delområde (kod), som measures.subarea. Tom när raden gäller hela området.';
comment on column ref_area.rs_code is 'Verksamhetskod i räkenskapssammandraget, som text.';
comment on column ref_area.label is 'Verksamhetens namn i räkenskapssammandraget.';

create table ref_population (
    code       varchar not null,
    year       integer not null,
    population bigint not null check (population > 0),
    primary key (code, year)
);
comment on table ref_population is 'En rad för varje kommun eller stadsdel och år: användarens egen fil data/reference/population.csv. Tom utan fil.';
comment on column ref_population.code is 'Kommunkod, eller stadsdelens kod i ref_district.';
comment on column ref_population.year is 'Kalenderår.';
comment on column ref_population.population is 'Antal invånare vid årets början.';

create table ref_price_index (
    series varchar not null,
    year   integer not null,
    idx    double not null check (idx > 0),
    primary key (series, year)
);
comment on table ref_price_index is 'En rad för varje prisindex och år: användarens egen fil data/reference/price_index.csv. Tom utan fil.';
comment on column ref_price_index.series is 'Indexets namn, t.ex. PKV eller KPI.';
comment on column ref_price_index.year is 'Kalenderår.';
comment on column ref_price_index.idx is 'Indextal. Basåret är det sista året i serien.';

create table link_clusters (
    measure_id varchar primary key,
    cluster_id varchar not null
);
comment on table link_clusters is 'En rad för varje åtgärd som har minst en länk med beslutet same: vilka åtgärder som är en och samma.';
comment on column link_clusters.measure_id is 'Åtgärden i en handling.';
comment on column link_clusters.cluster_id is 'Åtgärden över alla handlingar: nyckeln för den första av dess åtgärder. En åtgärd utan länk är sin egen.';
