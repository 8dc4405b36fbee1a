-- 1,020,000 products in 20 categories, every 102nd of them not active: 1,010,000 that lists show, so page 50,000 of 20 has
-- rows behind it. Ids rise with time, three products share each instant, names and prices repeat. The same rows each time.
set client_min_messages = warning;
truncate grocery.categories, grocery.products, grocery.product_words restart identity cascade;

insert into grocery.categories (name, slug)
select 'Category ' || n, 'category-' || n from generate_series(1, 20) n;

insert into grocery.products
    (code, import_key, name, name_key, description, price, currency, category_id, is_active, image_url, created_at, updated_at, version)
select lpad(n::text, 13, '0'), lpad(n::text, 13, '0'), name, lower(name),
    'Product number ' || n || ', kept cool and dry, best before the date on its lid.',
    99 + (n * 7919) % 4900, 'EUR', 1 + (n * 31) % 20, n % 102 <> 0,
    case when n % 4 = 0 then null else 'https://images.example.com/products/' || n || '.webp' end,
    at, at + interval '1 day', 1 + n % 3
from (
    select n, (array['Apple', 'Bread', 'Cheese', 'Dates', 'Eggs', 'Figs', 'Grapes', 'Honey'])[1 + n % 8] || ' ' || n % 50000 as name,
        timestamptz '2024-01-01 00:00:00+00' + (n / 3) * interval '1 minute' as at
    from generate_series(1::bigint, 1020000) n
) as product
order by n;

vacuum analyze grocery.categories, grocery.products;
